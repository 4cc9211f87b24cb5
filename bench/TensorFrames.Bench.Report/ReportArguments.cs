using TensorFrames.Bench.Report.CostModel;

namespace TensorFrames.Bench.Report;

/// <summary>What the report was asked to do: to draw, or to predict.</summary>
/// <param name="Results">The folder of results; null for bench/results.</param>
/// <param name="Out">The folder of the page and its pictures; null for docs.</param>
/// <param name="Png">A folder for pictures as PNG; null for none.</param>
/// <param name="Predict">The job that is asked about; null where pages are drawn.</param>
internal sealed record ReportArguments(string? Results = null, string? Out = null, string? Png = null, PredictArguments? Predict = null)
{
    internal const string Help = $"""
        bench/draw [--results FOLDER] [--out FOLDER] [--png FOLDER]
            draws bench/results and bench/history: docs/benchmarks/*.svg and what stands between "drawn" and "end" in docs/benchmarks.md
            results: in place of bench/results; out: in place of docs; png: for the pictures as PNG too, to be looked at
        {PredictArguments.Help}
        """;

    /// <exception cref="ArgumentException">An option that is not known, or one without its value.</exception>
    internal static ReportArguments Parse(IReadOnlyList<string> args)
    {
        var arguments = new ReportArguments();
        for (var i = 0; i < args.Count; i += 2)
        {
            if (args[i] == "--predict")
            {
                return arguments with { Predict = PredictArguments.Parse([.. args.Skip(i + 1)]) };
            }

            var value = i + 1 < args.Count ? args[i + 1] : throw new ArgumentException($"{args[i]} wants a value.\n{Help}");
            arguments = args[i] switch
            {
                "--results" => arguments with { Results = value },
                "--out" => arguments with { Out = value },
                "--png" => arguments with { Png = value },
                _ => throw new ArgumentException($"There is no option {args[i]}.\n{Help}"),
            };
        }

        return arguments;
    }
}
