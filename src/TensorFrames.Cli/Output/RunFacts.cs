using System.Globalization;
using System.Text.Json;

namespace TensorFrames.Cli.Output;

/// <summary>The parts of a run's report that do not depend on where it ran.</summary>
internal static class RunFacts
{
    internal static void Seconds(Utf8JsonWriter json, IEnumerable<double> times)
    {
        json.WriteStartArray("seconds");
        foreach (var seconds in times)
        {
            json.WriteNumberValue(Math.Round(seconds, 6));
        }

        json.WriteEndArray();
    }

    internal static void Column(Utf8JsonWriter json, ColumnReport column)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Column);
        json.WriteString("tensor", column.Tensor);
        json.WriteString("direction", column.IsFeed ? "in" : "out");
        JsonOutput.Number(json, "borrowed_bytes", column.BorrowedBytes);
        JsonOutput.Number(json, "copied_bytes", column.CopiedBytes);
        json.WriteString("reason", column.Reasons.Count == 0 ? null : string.Join(", ", column.Reasons.Select(Name)));
        json.WriteEndObject();

        string Name(CopyReason reason) => !column.IsFeed && reason == CopyReason.Offsets ? "strings" : JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());
    }

    /// <summary>Time and, where the rows are known, how many a second.</summary>
    internal static string Time(long? rows, IReadOnlyList<double> times)
    {
        double[] sorted = [.. times.Order()];
        var rate = rows is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known / sorted[0]:N0} rows a second") : null;
        return sorted.Length == 1
            ? string.Create(CultureInfo.InvariantCulture, $"{sorted[0]:0.000} s{(rate is null ? "" : $", {rate}")}")
            : string.Create(CultureInfo.InvariantCulture, $"{sorted.Length} times: {sorted[0]:0.000} s the fastest, {sorted[sorted.Length / 2]:0.000} s the median{(rate is null ? "" : $"; {rate} at best")}");
    }
}
