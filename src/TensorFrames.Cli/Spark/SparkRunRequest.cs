using TensorFrames.Spark;

namespace TensorFrames.Cli.Spark;

/// <summary>What a run on Spark was asked beside what every run is.</summary>
internal sealed record SparkRunRequest
{
    internal required SparkTarget Target { get; init; }

    internal required SparkInput Input { get; init; }

    internal required SparkOutput Output { get; init; }

    internal ExecutorOptions Executors { get; init; } = new();

    /// <summary>Whether the job is run once more for its tasks' reports.</summary>
    internal bool Report { get; init; }
}
