namespace TensorFrames.Tests.Verbs;

/// <summary>The table of docs/errors.md.</summary>
internal static class ErrorDocument
{
    /// <summary>Row → how it ends and with which text.</summary>
    internal static IReadOnlyDictionary<string, (string Ends, string Text)> Rows { get; } = File.ReadAllLines(Path.Combine(Checkout.Root, "docs", "errors.md"))
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split(" | "))
        .Where(cells => cells.Length == 4 && cells[0] is not ("| bad input" or "| ---"))
        .ToDictionary(cells => cells[0][2..], cells => (cells[2].Trim('`'), cells[3].TrimEnd('|', ' ').Trim('`')), StringComparer.Ordinal);
}
