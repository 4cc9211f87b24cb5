using TensorFrames.Bench.Results;
using TensorFrames.Bench.Track;

namespace TensorFrames.Bench.Report.Pictures;

/// <summary>All that was kept of full runs; null or empty what was not run.</summary>
internal sealed record Measured(ResultFile? Conversions, ResultFile? Spark, IReadOnlyList<TrackedRun> History)
{
    internal const string ConversionsFile = "bench/results/stages.json";
    internal const string SparkFile = "bench/results/spark.json";

    /// <param name="root">The checkout.</param>
    /// <param name="results">The folder of results; null for the committed ones.</param>
    internal static Measured Read(string root, string? results = null)
    {
        var folder = results ?? Path.Combine(root, Path.GetDirectoryName(SparkFile)!);
        return new(ReadFile(folder, ConversionsFile), ReadFile(folder, SparkFile), new History(Path.Combine(root, "bench", "history")).Runs());
    }

    /// <summary>What was measured of a stage, of <see cref="Stages"/>.</summary>
    internal IReadOnlyList<Measurement> Of(string stage) => [.. new[] { Conversions, Spark }.SelectMany(f => f?.Measurements ?? []).Where(m => m.Stage == stage)];

    private static ResultFile? ReadFile(string folder, string name) =>
        Path.Combine(folder, Path.GetFileName(name)) is var path && File.Exists(path) ? ResultFile.Read(path) : null;
}
