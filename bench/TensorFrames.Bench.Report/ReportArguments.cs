using TensorFrames.Bench.Report.CostModel;

namespace TensorFrames.Bench.Report;

/// <summary>What the report was asked to do: to draw, or to predict.</summary>
/// <param name="Png">A folder for pictures as PNG; null for none.</param>
/// <param name="Predict">The job that is asked about; null where pages are drawn.</param>
internal sealed record ReportArguments(string? Png, PredictArguments? Predict = null)
{
    internal const string Help = $"""
        bench/draw                draws bench/results and bench/history: docs/benchmarks/*.svg and the blocks of docs/benchmarks.md
        bench/draw --png FOLDER   and writes the pictures as PNG there too, to be looked at
        {PredictArguments.Help}
        """;

    /// <exception cref="ArgumentException">Options that are not known.</exception>
    internal static ReportArguments Parse(string[] args) => args switch
    {
        [] => new(Png: null),
        ["--png", var folder] => new(folder),
        ["--predict", .. var rest] => new(Png: null, PredictArguments.Parse(rest)),
        _ => throw new ArgumentException($"There are no options {string.Join(' ', args)}.\n{Help}"),
    };
}
