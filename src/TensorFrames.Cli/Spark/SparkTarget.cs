using TensorFrames.Cli.Progress;
using TensorFrames.Spark;

namespace TensorFrames.Cli.Spark;

/// <summary>The server that a command goes to, and what its executors get.</summary>
internal sealed record SparkTarget
{
    /// <summary>May hold a token: not to be shown.</summary>
    internal required string Url { get; init; }

    internal IReadOnlyDictionary<string, string> Confs { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    internal bool ShipLibTensorFlow { get; init; }

    internal string? ExecutorLibTensorFlow { get; init; }

    internal string? InstalledWorker { get; init; }

    /// <exception cref="SparkException">Nothing answers, or a setting is refused.</exception>
    internal Task<SparkSession> ConnectAsync(CancellationToken cancellationToken) =>
        SparkSession.ConnectAsync(Url, new SparkSessionOptions { Confs = Confs }, cancellationToken);

    /// <summary>Sends the worker, and <paramref name="library"/> where it is to go along.</summary>
    internal Task ShipAsync(SparkSession session, string? library, ProgressDisplay display, CancellationToken cancellationToken) => session.ShipAsync(
        new ShipOptions
        {
            InstalledWorker = InstalledWorker,
            ShipLibTensorFlow = ShipLibTensorFlow,
            LibTensorFlow = library,
            InstalledLibTensorFlow = ExecutorLibTensorFlow,
            Progress = new ShipReporter(display),
        },
        cancellationToken);

    private sealed class ShipReporter(ProgressDisplay display) : IProgress<ArtifactProgress>
    {
        public void Report(ArtifactProgress value) => display.Report(new("sending to Spark", value.Bytes, value.TotalBytes, ProgressUnit.Bytes));
    }
}
