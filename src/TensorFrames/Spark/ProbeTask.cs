using TensorFrames.Spark.Proto;

namespace TensorFrames.Spark;

/// <summary>One row about the worker and where it runs: <see cref="ProbeReport.Schema"/>. libtensorflow is looked for and opened.</summary>
internal sealed record ProbeTask : WorkerTask
{
    private protected override void Describe(TaskCommand command) => command.Probe = new ProbeWork();
}
