using Apache.Arrow;
using TensorFrames.Columns.In;
using TensorFrames.Columns.Out;
using TensorFrames.Interop;
using TensorFrames.Memory;
using TensorFrames.Run;

namespace TensorFrames.Verbs;

/// <summary>Runs a map verb's graph over one block after another. One thread at a time; threads have one each.</summary>
internal sealed unsafe class BlockRunner : IDisposable
{
    private readonly MapPlan _plan;
    private readonly IBlockRun _run;
    private readonly RunScratch _scratch;
    private readonly ColumnFeeder[] _feeders;
    private readonly FetchColumn?[] _columns;
    private readonly Action _feedAgain;
    private RecordBatch? _block;

    internal BlockRunner(MapPlan plan, IBlockRun run)
    {
        (_plan, _run) = (plan, run);
        _feedAgain = () => Feed(_block!, _scratch!.Position);
        _scratch = new RunScratch(plan.Feeds.Count, plan.Fetches.Count);
        _feeders = [.. plan.Feeds.Select(f => new ColumnFeeder(f.Spec))];
        _columns = [.. Enumerable.Range(0, plan.Fetches.Count).Select(i => plan.SpecOf(i) is { } spec ? new FetchColumn(spec) : null)];
    }

    /// <summary>Bytes that the last block fed.</summary>
    internal (long Borrowed, long Copied) Fed { get; private set; }

    /// <summary>The block's result, the caller's to dispose; null for an empty block while the result's schema is unknown.</summary>
    internal RecordBatch? Run(RecordBatch block, in BlockPosition position, CancellationToken cancellationToken)
    {
        Fed = default;
        if (block.Length == 0)
        {
            return _plan.Output is { } schema ? EmptyBatch.Of(schema) : null;
        }

        BlockOutput output;
        try
        {
            Feed(block, position);
            var flags = _plan.Options.NoCopy ? RunFlags.ForbidCopy : RunFlags.None;
            _block = block;
            output = _run.Run(_scratch, block.Length, flags, _feedAgain, cancellationToken);
        }
        catch (RunFailure failure) when (failure.Status == Status.Cancelled && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(failure.Message, failure, cancellationToken);
        }
        catch (RunFailure failure)
        {
            throw RunErrors.Of(_plan, failure, _scratch, position);
        }
        catch
        {
            _scratch.End(held: false);
            throw;
        }
        finally
        {
            _block = null;
        }

        GC.KeepAlive(block);
        Fed = output.GatheredRows > 0 ? _plan.Tally.AddRowFeeds(_scratch) : _plan.Tally.AddFeeds(_scratch);
        _plan.Tally.AddSaved(output.SavedRuns);
        try
        {
            return Result(block, output, position);
        }
        finally
        {
            output.Owner.Release();
        }
    }

    public void Dispose() => _scratch.Dispose();

    private void Feed(RecordBatch block, in BlockPosition position)
    {
        _scratch.Begin(position);
        for (var i = 0; i < _feeders.Length; i++)
        {
            _feeders[i].Feed(block.Column(_plan.Feeds[i].Column).Data, block.Length, _scratch, i);
            if (position.IsJoined && _scratch.Copies[i] == CopyReason.None)
            {
                _scratch.Copies[i] = CopyReason.Joined;
            }
        }

        RefuseCopies();
    }

    private RecordBatch Result(RecordBatch block, in BlockOutput output, in BlockPosition position)
    {
        var rows = Rows(block.Length, position);
        var arrays = new IArrowArray[_columns.Length + _plan.Kept.Length];
        var made = 0;
        try
        {
            for (; made < _columns.Length; made++)
            {
                ref var fetch = ref _scratch.Fetches[made];
                var column = _columns[made] ??= new FetchColumn(_plan.Resolve(made, fetch.Rank));
                arrays[made] = column.Make(fetch, _scratch.RowFetches[made].Sizes, output.Owner, position);
                _plan.Tally.AddFetch(made, fetch, output.GatheredRows);
            }

            foreach (var kept in _plan.Kept)
            {
                arrays[made++] = ArrowArrayFactory.BuildArray(block.Column(kept).Data.Retain());
            }
        }
        catch
        {
            foreach (var array in arrays.AsSpan(0, made))
            {
                array.Dispose();
            }

            throw;
        }

        return new RecordBatch(_plan.Output!, arrays, rows);
    }

    private int Rows(int blockRows, in BlockPosition position)
    {
        long rows = -1;
        for (var i = 0; i < _columns.Length; i++)
        {
            ref var fetch = ref _scratch.Fetches[i];
            if (fetch.Rank == 0)
            {
                throw RunErrors.Rows(_plan, i, "is a scalar and has no rows", "reduce_blocks gives one result for all rows", position);
            }

            if (!_plan.IsTrimmed && fetch.Dims[0] != blockRows)
            {
                throw RunErrors.Rows(_plan, i, $"has {fetch.Dims[0]} rows, the block has {blockRows}", "MapBlocksTrimmed, whose results may have any number of rows", position);
            }

            if (rows >= 0 && fetch.Dims[0] != rows)
            {
                throw RunErrors.Rows(_plan, i, $"has {fetch.Dims[0]} rows, fetch '{_plan.Fetches[0].Name}' has {rows}", "fetches of one row count", position);
            }

            rows = fetch.Dims[0];
        }

        return checked((int)rows);
    }

    private void RefuseCopies()
    {
        for (var i = 0; _plan.Options.NoCopy && i < _feeders.Length; i++)
        {
            if (_scratch.Copies[i] != CopyReason.None)
            {
                throw RunErrors.Copy(_feeders[i].Spec, _scratch.Copies[i], _scratch.Position);
            }
        }
    }
}
