using System.Text.Json;

namespace TensorFrames.Spark;

/// <summary>What one column's way into a tensor, or out of one, cost a task.</summary>
/// <param name="Column">The column.</param>
/// <param name="Tensor">Its placeholder or fetch.</param>
/// <param name="IsFeed">Whether it went in.</param>
/// <param name="BorrowedBytes">Bytes shared with TensorFlow.</param>
/// <param name="CopiedBytes">Bytes copied.</param>
/// <param name="Reasons">Why they were copied.</param>
public sealed record SparkColumnReport(string Column, string Tensor, bool IsFeed, long BorrowedBytes, long CopiedBytes, IReadOnlyList<CopyReason> Reasons)
{
    internal static IReadOnlyList<SparkColumnReport> Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(Of)];
    }

    private static SparkColumnReport Of(JsonElement column) => new(
        column[1].GetString()!,
        column[2].GetString()!,
        column[0].ValueEquals(TaskReportColumns.In),
        column[3].GetInt64(),
        column[4].GetInt64(),
        [.. column.EnumerateArray().Skip(5).Select(r => Enum.Parse<CopyReason>(r.GetString()!))]);
}
