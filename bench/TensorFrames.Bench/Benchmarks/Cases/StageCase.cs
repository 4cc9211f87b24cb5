namespace TensorFrames.Bench.Benchmarks;

/// <summary>What a stage is measured with: a kind of column, so many rows an operation, and where bytes come from or go to.</summary>
public sealed record StageCase(string Kind, int Rows, string Setting = "")
{
    /// <summary>The curve over the size of a batch.</summary>
    internal static IReadOnlyList<int> Curve { get; } = [1, 100, 10_000, 100_000];

    internal static IEnumerable<StageCase> Of(IEnumerable<string> kinds, string setting = "") =>
        kinds.SelectMany(kind => Curve.Select(rows => new StageCase(kind, rows, setting)));

    public override string ToString() => Setting.Length == 0 ? $"{Kind}, {Rows:N0}" : $"{Kind}, {Rows:N0}, {Setting}";
}
