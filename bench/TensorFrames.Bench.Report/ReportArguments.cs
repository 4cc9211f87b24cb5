namespace TensorFrames.Bench.Report;

/// <summary>What the report was asked to do.</summary>
internal sealed record ReportArguments(string? Png)
{
    internal const string Help = """
        bench/draw                draws bench/results and bench/history: docs/benchmarks/*.svg and the blocks of docs/benchmarks.md
        bench/draw --png FOLDER   and writes the pictures as PNG there too, to be looked at
        """;

    internal static ReportArguments Parse(string[] args) => args switch
    {
        [] => new(Png: null),
        ["--png", var folder] => new(folder),
        _ => throw new ArgumentException($"No such options: {string.Join(' ', args)}\n{Help}"),
    };
}
