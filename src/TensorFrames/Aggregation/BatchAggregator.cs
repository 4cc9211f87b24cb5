using Apache.Arrow;
using TensorFrames.Engine;
using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames.Aggregation;

/// <summary>
/// An aggregate on the caller's thread, batch by batch: of a table's rows, or of partial results of the same plan (whose
/// batches have the schema <see cref="AggregatePlan.Partial"/>). Nothing but the spill folder is touched.
/// </summary>
internal sealed class BatchAggregator : IDisposable
{
    private readonly AggregateStep _step;
    private readonly IBlockRunner _dealer;
    private readonly Aggregator _aggregator;

    /// <param name="graph">The graph.</param>
    /// <param name="plan">The aggregate.</param>
    /// <param name="ofPartials">Whether batches are partial results.</param>
    internal BatchAggregator(Graph graph, AggregatePlan plan, bool ofPartials)
    {
        _step = new AggregateStep(graph, plan, ofPartials);
        _dealer = _step.OpenShared();
        _aggregator = new Aggregator(_step);
    }

    /// <summary>Adds a batch's rows. The batch stays the caller's.</summary>
    internal void Add(RecordBatch batch, in BlockPosition position, CancellationToken cancellationToken)
    {
        using var dealt = (DealtBatch?)_dealer.Run(batch, position, cancellationToken);
        if (dealt is not null)
        {
            _aggregator.Add(dealt.Take(), cancellationToken);
        }
    }

    /// <summary>All groups, once: as partial results to be aggregated again, or as they were asked for. Batches are the caller's.</summary>
    internal IEnumerable<RecordBatch> Finish(bool partial, CancellationToken cancellationToken)
    {
        using var small = new SmallBatches(partial ? _step.Plan.Partial : _step.Plan.Output);
        for (var part = 0; part < Radix.Parts; part++)
        {
            foreach (var batch in _aggregator.Finish(part, partial, cancellationToken))
            {
                foreach (var joined in small.Add(batch))
                {
                    yield return joined;
                }
            }
        }

        if (small.Take() is { } last)
        {
            yield return last;
        }
    }

    public void Dispose()
    {
        _aggregator.Dispose();
        _dealer.Dispose();
    }
}
