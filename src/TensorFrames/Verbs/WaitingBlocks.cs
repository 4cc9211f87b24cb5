using Apache.Arrow;
using TensorFrames.Columns.Out;
using TensorFrames.Engine;
using TensorFrames.Interop;
using TensorFrames.Memory;
using TensorFrames.Run;
using TensorFrames.Tables;

namespace TensorFrames.Verbs;

/// <summary>
/// Blocks of a reduce that wait to be run in one call: TensorFlow empties the caches with every block, so that managed code
/// between two runs is fetched anew each time, which this pays once for all that wait. One thread at a time.
/// </summary>
internal sealed unsafe class WaitingBlocks : IDisposable
{
    private const int Most = 64;
    private const long MostBytes = 32L << 20;
    private const long MostRowBytes = 16L << 10;
    private readonly ReducePlan _plan;
    private readonly RunPlan _run;
    private readonly RunFlags _flags;
    private readonly BlockDescriber _describer;
    private readonly RunScratch _scratch;
    private readonly FetchColumn[] _columns;
    private readonly List<(RecordBatch Block, BlockPosition Position)> _blocks = new(Most);
    private long _bytes;

    /// <param name="plan">A reduce by blocks that <see cref="Suits"/>.</param>
    /// <param name="run">Its graph's run.</param>
    internal WaitingBlocks(ReducePlan plan, RunPlan run)
    {
        (_plan, _run) = (plan, run);
        _flags = plan.Options.NoCopy ? RunFlags.ForbidCopy : RunFlags.None;
        _describer = new BlockDescriber(plan.Feeds, plan.Options.NoCopy);
        _scratch = new RunScratch((Most + 1) * run.FeedCount, run.FetchCount);
        _columns = [.. plan.Partials.Select(s => new FetchColumn(s))];
    }

    /// <summary>The blocks, first come first.</summary>
    internal IReadOnlyList<(RecordBatch Block, BlockPosition Position)> Blocks => _blocks;

    internal bool IsFull => _blocks.Count == Most || _bytes > MostBytes;

    /// <summary>Whether results are a few numbers whose count is known before any run.</summary>
    internal static bool Suits(ReducePlan plan) =>
        plan.Partials.All(p => p.DType is not (DType.String or DType.Bool) && p.Cell.Count >= 0)
        && plan.Partials.Sum(p => (decimal)p.Cell.Count * p.DType.Width()) <= MostRowBytes;

    /// <summary>Takes the block over. If it cannot be fed, nothing changed and it stays the caller's.</summary>
    internal void Add(RecordBatch block, in BlockPosition position)
    {
        if (_blocks.Count == 0)
        {
            _scratch.Begin(position);
        }

        var first = First(_blocks.Count);
        try
        {
            _describer.Describe(_scratch, block, position, first);
        }
        catch when (_blocks.Count == 0)
        {
            _scratch.End(held: false);
            throw;
        }

        _blocks.Add((block, position));

        // What waits is held whole, with columns that are not fed; a lent block is held by its owner anyway.
        _bytes += block is LentBatch ? Fed(first) : Math.Max(Fed(first), BatchJoiner.BytesOf(block));
    }

    /// <summary>A row for each block, the caller's; null if they must be run one by one, which tells what is wrong with which.</summary>
    internal RecordBatch? Run(CancellationToken cancellationToken)
    {
        ConstantFeed.Describe(_plan.Constants, _scratch, _plan.Feeds.Count);
        try
        {
            return Rows(_run.RunBlocks(_scratch, _blocks.Count, _flags, cancellationToken));
        }
        catch (RunFailure failure) when (failure.Status == Status.Cancelled && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(failure.Message, failure, cancellationToken);
        }
        catch (RunFailure)
        {
            return null;
        }
        catch
        {
            // The graph was closed meanwhile: nothing ended the run.
            _scratch.End(held: false);
            throw;
        }
        finally
        {
            _blocks.ForEach(b => GC.KeepAlive(b.Block));
        }
    }

    /// <summary>Lets the blocks go.</summary>
    internal void Clear()
    {
        _blocks.ForEach(b => b.Block.Dispose());
        _blocks.Clear();
        _bytes = 0;
    }

    public void Dispose()
    {
        _scratch.End(held: false);
        Clear();
        _scratch.Dispose();
    }

    private long Fed(int first)
    {
        long fed = 0;
        foreach (var bytes in _scratch.Bytes.AsSpan(first, _plan.Feeds.Count))
        {
            fed += bytes;
        }

        return fed;
    }

    // The first feeds are the constants', for all blocks.
    private int First(int block) => (block + 1) * _run.FeedCount;

    private RecordBatch? Rows(RunOwner owner)
    {
        try
        {
            for (var i = 0; i < _columns.Length; i++)
            {
                if (!Fits(i))
                {
                    return null;
                }
            }

            var arrays = new IArrowArray[_columns.Length];
            for (var i = 0; i < arrays.Length; i++)
            {
                arrays[i] = _columns[i].Make(_scratch.Fetches[i], null, owner, _blocks[0].Position);
                _plan.Tally.AddFetch(i, _scratch.Fetches[i], _blocks.Count);
            }

            for (var i = 0; i < _blocks.Count; i++)
            {
                var (borrowed, copied) = _plan.Tally.AddFeeds(_scratch, at: First(i));
                EngineMetrics.Fed(borrowed, copied);
            }

            return new RecordBatch(_plan.Partial, arrays, _blocks.Count);
        }
        finally
        {
            owner.Release();
        }
    }

    private bool Fits(int i)
    {
        var fetch = _scratch.Fetches[i];
        return _scratch.RowFetches[i].Sizes == null && new ReadOnlySpan<long>(fetch.Dims, fetch.Rank)[1..].SequenceEqual(_plan.Partials[i].Cell.Dims);
    }
}
