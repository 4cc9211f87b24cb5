using Apache.Arrow;
using TensorFrames.Spark.Verbs;
using TensorFrames.Verbs;

namespace TensorFrames.Spark;

/// <summary>
/// A reduce of a DataFrame, lazy like it. Each partition is reduced to a row on the executors, these rows to one in a last
/// task there; only that one comes here, where no graph runs. Immutable and thread-safe.
/// </summary>
public sealed class SparkReduction
{
    private readonly ReduceNode _node;

    internal SparkReduction(ReduceNode node) => _node = node;

    /// <summary>The columns of the result: the fetches, sorted by name, in Spark's types.</summary>
    /// <exception cref="PlanException">Graph, columns and options do not fit together.</exception>
    public async Task<Schema> SchemaAsync(CancellationToken cancellationToken = default) => (await PlanAsync(cancellationToken).ConfigureAwait(false)).Output;

    /// <summary>Runs it to its one row, which is the caller's to dispose; again each time.</summary>
    /// <exception cref="PlanException">Graph, columns and options do not fit together.</exception>
    /// <exception cref="TableException">There are no rows.</exception>
    /// <exception cref="SparkException">The job failed.</exception>
    public async Task<RecordBatch> RunAsync(CancellationToken cancellationToken = default)
    {
        var plan = await PlanAsync(cancellationToken).ConfigureAwait(false);
        RecordBatch? row = null;
        try
        {
            // To its end: an operation left before that is interrupted.
            await foreach (var batch in new DataFrame(_node).ToBatchesAsync(cancellationToken).ConfigureAwait(false))
            {
                using (batch)
                {
                    row ??= SparkPartials.Output(plan, batch);
                }
            }
        }
        catch
        {
            row?.Dispose();
            throw;
        }

        return row ?? throw plan.NoRows();
    }

    /// <summary>Reduces each partition without its result: each task over the table's rows tells what it borrowed and copied, and where its time went.</summary>
    /// <returns>One report a partition that had a task.</returns>
    public Task<IReadOnlyList<SparkTaskReport>> ReportAsync(CancellationToken cancellationToken = default) => _node.ReportAsync(cancellationToken);

    /// <summary>What it will do, and the verbs before it, as <see cref="DataFrameExplaining.ExplainVerbsAsync"/> has them; the reduce comes last.</summary>
    /// <exception cref="PlanException">Graph, columns and options do not fit together.</exception>
    public Task<IReadOnlyList<SparkVerbExplanation>> ExplainVerbsAsync(CancellationToken cancellationToken = default) => DataFrameExplaining.ExplainAsync(_node, cancellationToken);

    /// <summary>Spark's plan of it.</summary>
    public Task<string> ExplainAsync(ExplainMode mode = ExplainMode.Simple, CancellationToken cancellationToken = default) => new DataFrame(_node).ExplainAsync(mode, cancellationToken);

    /// <summary>Which columns feed which placeholders, and what is fetched.</summary>
    internal async Task<ReducePlan> PlanAsync(CancellationToken cancellationToken) => (await _node.CheckAsync(cancellationToken).ConfigureAwait(false)).Planned.Plan;
}
