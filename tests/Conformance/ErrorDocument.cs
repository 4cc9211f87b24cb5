namespace TensorFrames.Tests.Conformance;

/// <summary>The tables of docs/errors.md.</summary>
internal static class ErrorDocument
{
    /// <summary>Row → how it ends and with which text.</summary>
    internal static IReadOnlyDictionary<string, (string Ends, string Text)> Rows { get; } = Table(columns: 4);

    /// <summary>The rows that end otherwise on Spark.</summary>
    internal static IReadOnlyDictionary<string, (string Ends, string Text)> OnSpark { get; } = Table(columns: 3);

    private static Dictionary<string, (string, string)> Table(int columns) => File.ReadAllLines(Path.Combine(Checkout.Root, "docs", "errors.md"))
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split(" | "))
        .Where(cells => cells.Length == columns && cells[0] is not ("| bad input" or "| ---"))
        .ToDictionary(cells => cells[0][2..], cells => (cells[^2].Trim('`'), cells[^1].TrimEnd('|', ' ').Trim('`')), StringComparer.Ordinal);
}
