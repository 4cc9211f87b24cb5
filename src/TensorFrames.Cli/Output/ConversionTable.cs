using System.Globalization;

namespace TensorFrames.Cli.Output;

/// <summary>The conversion report for people: per column borrowed or copied, bytes, why.</summary>
internal static class ConversionTable
{
    internal static void Write(TextWriter output, IReadOnlyList<ColumnReport> columns)
    {
        var table = new TextTable(right: [3, 4]);
        table.Add("", "column", "tensor", "borrowed", "copied", "why copied");
        foreach (var column in columns)
        {
            table.Add(column.IsFeed ? "in" : "out", column.Column, column.Tensor, Bytes(column.BorrowedBytes), Bytes(column.CopiedBytes), column.Why());
        }

        table.Write(output);
    }

    private static string Bytes(long? bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} B");
}
