using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Spark.Verbs;

namespace TensorFrames.Spark;

/// <summary>Questions to the executors.</summary>
public sealed partial class SparkSession
{
    /// <summary>
    /// Starts workers by a small job, as verbs do, and asks each task where it runs and which libtensorflow it opens. A
    /// library that cannot be had is a fact of the answer, no error.
    /// </summary>
    /// <param name="tasks">How many; by default the cluster's parallelism, which reaches every executor that is free.</param>
    /// <param name="cancellationToken">Ends the job.</param>
    /// <returns>One answer a task, in the order of partitions.</returns>
    /// <exception cref="SparkException">The worker cannot be sent or does not start; the message says why.</exception>
    public async Task<IReadOnlyList<SparkProbe>> ProbeAsync(int? tasks = null, CancellationToken cancellationToken = default)
    {
        await EnsureShippedAsync(cancellationToken).ConfigureAwait(false);
        const string id = "id";
        var range = Range(0, Math.Max(tasks ?? 1024, 1024), 1, tasks);
        var task = new ProbeTask { Input = new Schema([new Field(id, Int64Type.Default, nullable: false)], null), Output = ProbeReport.Schema };
        var input = await range.Node.ResolveAsync(cancellationToken).ConfigureAwait(false);
        var probe = WorkerFunction.OverRows(this, "probe", input, task, ArrowToSpark.Schema(ProbeReport.Schema), [id]);
        List<SparkProbe> answers = [];
        await foreach (var batch in new DataFrame(new SourceNode(this, probe)).ToBatchesAsync(cancellationToken).ConfigureAwait(false))
        {
            using (batch)
            {
                answers.AddRange(SparkProbe.Of(batch));
            }
        }

        return [.. answers.OrderBy(a => a.Partition)];
    }
}
