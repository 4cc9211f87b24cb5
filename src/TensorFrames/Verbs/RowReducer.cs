using Apache.Arrow;
using TensorFrames.Columns.In;
using TensorFrames.Engine;
using TensorFrames.Memory;
using TensorFrames.Run;

namespace TensorFrames.Verbs;

/// <summary>Reduces rows from the left, one after another and across blocks: z_1 is the result so far, z_2 the next row. One thread at a time.</summary>
internal sealed class RowReducer : IDisposable
{
    private readonly ReducePlan _plan;
    private readonly RunPlan _run;
    private readonly bool _ofPartials;
    private readonly RunScratch _scratch;
    private readonly PlannedFeed[] _feeds;
    private readonly ColumnFeeder[] _feeders;
    private readonly RowColumns _row;
    private RecordBatch? _soFar;

    /// <param name="plan">The reduce.</param>
    /// <param name="run">Its graph's run.</param>
    /// <param name="ofPartials">Whether rows are results, not the table's own.</param>
    internal RowReducer(ReducePlan plan, RunPlan run, bool ofPartials)
    {
        (_plan, _run, _ofPartials) = (plan, run, ofPartials);
        _scratch = new RunScratch(run.FeedCount, run.FetchCount);
        _feeds = [.. plan.PartialFeeds.Take(run.FetchCount), .. (ofPartials ? plan.PartialFeeds : plan.Feeds).Skip(run.FetchCount)];
        _feeders = [.. _feeds.Select(f => new ColumnFeeder(f.Spec))];
        _row = new RowColumns(plan, plan.Partials, plan.Partial);
    }

    /// <summary>Reduces the block's rows into the result so far. The block stays the caller's.</summary>
    internal void Add(RecordBatch block, in BlockPosition position, CancellationToken cancellationToken)
    {
        for (var row = 0; row < block.Length; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var at = new BlockPosition(position.Partition, position.Block, position.FirstRow + row);
            _soFar = Next(block, row, at);
        }

        GC.KeepAlive(block);
    }

    /// <summary>The result so far, the caller's; null before any row.</summary>
    internal RecordBatch? Take()
    {
        var result = _soFar;
        _soFar = null;
        return result;
    }

    public void Dispose()
    {
        _soFar?.Dispose();
        _scratch.Dispose();
    }

    private RecordBatch Next(RecordBatch block, int row, in BlockPosition position)
    {
        _scratch.Begin(position);
        var fetches = _run.FetchCount;
        RunOwner owner;
        try
        {
            for (var i = fetches; i < _feeders.Length; i++)
            {
                _feeders[i].Feed(block.Column(_feeds[i].Column).Data.Slice(row, 1), 1, _scratch, i);
            }

            if (_soFar is not { } soFar)
            {
                var first = _row.OfFeeds(_scratch, fetches, position);
                _scratch.End(held: false);
                return first;
            }

            for (var i = 0; i < fetches; i++)
            {
                _feeders[i].Feed(soFar.Column(_feeds[i].Column).Data, 1, _scratch, i);
            }

            for (var i = 0; i < _feeders.Length; i++)
            {
                _scratch.DropRows(i);
            }

            ConstantFeed.Describe(_plan.Constants, _scratch, _feeders.Length);
            owner = _run.Run(_scratch, Interop.RunFlags.None);
        }
        catch (RunFailure failure)
        {
            throw RunErrors.Of(_plan, _feeds, failure, _scratch, position);
        }
        catch
        {
            _scratch.End(held: false);
            throw;
        }

        try
        {
            var fed = _plan.Tally.AddFeeds(_scratch, fetches, _ofPartials ? CopyReason.Partials : null);
            EngineMetrics.Fed(fed.Borrowed, fed.Copied);
            var result = _row.OfFetches(_scratch, position);
            _soFar.Dispose();
            return result;
        }
        finally
        {
            owner.Release();
        }
    }
}
