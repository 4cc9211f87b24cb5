using TensorFrames.Spark;
using TensorFrames.Verbs;

namespace TensorFrames.Cli.Spark;

/// <summary>What a job on Spark did.</summary>
/// <param name="Version">The server's.</param>
/// <param name="Shipped">What the executors run by.</param>
/// <param name="Rows">Rows of one repeat, of the table where it was reduced; null where they stayed on the cluster and no report was asked for.</param>
/// <param name="Batches">Batches that came; null likewise.</param>
/// <param name="Seconds">Each repeat, from opening the input to the written output.</param>
/// <param name="Plan">What is fed and fetched.</param>
/// <param name="Tasks">A report a task, if asked for.</param>
internal sealed record SparkOutcome(string Version, ShipReport Shipped, long? Rows, long? Batches, IReadOnlyList<double> Seconds, IVerbPlan Plan, IReadOnlyList<SparkTaskReport>? Tasks);
