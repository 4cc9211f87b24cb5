using Apache.Arrow;
using TensorFrames.Run;

namespace TensorFrames.Verbs;

/// <summary>Reduces one block after another, each to a row. One thread at a time; threads have one each.</summary>
/// <param name="plan">The reduce.</param>
/// <param name="run">Its graph's run.</param>
/// <param name="ofPartials">Whether blocks are stacked results, not the table's own.</param>
internal sealed class BlockReducer(ReducePlan plan, RunPlan run, bool ofPartials) : IBlockRunner
{
    private readonly BlockFeeds _feeds = new(plan, ofPartials ? plan.PartialFeeds : plan.Feeds, new WholeRun(run), plan.Options.NoCopy && !ofPartials);
    private readonly RowColumns _row = new(plan, plan.Partials, plan.Partial);

    /// <inheritdoc/>
    public (long Borrowed, long Copied) Fed { get; private set; }

    /// <summary>A row: of a block of one row, that row; null for an empty block, which takes no part.</summary>
    public RecordBatch? Run(RecordBatch block, in BlockPosition position, CancellationToken cancellationToken)
    {
        Fed = default;
        return block.Length switch
        {
            0 => null,
            1 => Pass(block, position),
            _ => Reduce(block, position, cancellationToken),
        };
    }

    public void Dispose() => _feeds.Dispose();

    private RecordBatch Pass(RecordBatch block, in BlockPosition position)
    {
        _feeds.Feed(block, position);
        try
        {
            Fed = plan.Tally.AddFeeds(_feeds.Scratch, why: CopyReason.Partials);
            return _row.OfFeeds(_feeds.Scratch, 0, position);
        }
        finally
        {
            _feeds.Scratch.End(held: false);
        }
    }

    private RecordBatch Reduce(RecordBatch block, in BlockPosition position, CancellationToken cancellationToken)
    {
        var output = _feeds.Run(block, position, cancellationToken);
        try
        {
            Fed = plan.Tally.AddFeeds(_feeds.Scratch, why: ofPartials ? CopyReason.Partials : null);
            return _row.OfFetches(_feeds.Scratch, position);
        }
        finally
        {
            output.Owner.Release();
        }
    }
}
