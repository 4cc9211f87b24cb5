using Apache.Arrow;
using TensorFrames.Aggregation;
using TensorFrames.Tables;

namespace TensorFrames.Engine;

/// <summary>Runs an aggregate: blocks are dealt in parallel and held in their order, then parts are finished in parallel and given out in theirs.</summary>
internal static class AggregateExecution
{
    internal static IEnumerable<RecordBatch> Run(Execution dealing, AggregateStep step, CancellationToken cancellationToken)
    {
        var parts = new GroupPartsTable(step.Plan.Output);
        var finishing = new Execution(parts, null, [], dealing.Options with { Progress = null, Logger = null, OneBlockPerPartition = false });
        Action<Action<int>>? forEachPart = dealing.Options.Threads == 1 ? null
            : each => PartitionExecution.Run(finishing, (part, _) => each(part), cancellationToken);
        using var aggregator = new Aggregator(step, forEachPart);
        foreach (var block in dealing.Results(cancellationToken))
        {
            using (block)
            {
                aggregator.Add(((DealtBatch)block).Take(), cancellationToken);
            }
        }

        parts.Finish = (part, cancelled) => aggregator.Finish(part, partial: false, cancelled);
        using var small = new SmallBatches(step.Plan.Output, dealing.Options.BlockRows);
        foreach (var batch in finishing.Results(cancellationToken))
        {
            foreach (var joined in small.Add(batch))
            {
                yield return joined;
            }
        }

        if (small.Take() is { } last)
        {
            yield return last;
        }
    }
}
