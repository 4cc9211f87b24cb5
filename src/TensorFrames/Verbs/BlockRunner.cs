using Apache.Arrow;
using TensorFrames.Columns.Out;
using TensorFrames.Run;

namespace TensorFrames.Verbs;

/// <summary>Runs a map verb's graph over one block after another. One thread at a time; threads have one each.</summary>
internal sealed unsafe class BlockRunner : IBlockRunner
{
    private readonly MapPlan _plan;
    private readonly BlockFeeds _feeds;
    private readonly FetchColumn?[] _columns;

    internal BlockRunner(MapPlan plan, IBlockRun run)
    {
        _plan = plan;
        _feeds = new BlockFeeds(plan, plan.Feeds, run, plan.Options.NoCopy);
        _columns = [.. Enumerable.Range(0, plan.Fetches.Count).Select(i => plan.SpecOf(i) is { } spec ? new FetchColumn(spec) : null)];
    }

    /// <inheritdoc/>
    public (long Borrowed, long Copied) Fed { get; private set; }

    /// <inheritdoc/>
    public RecordBatch? Run(RecordBatch block, in BlockPosition position, CancellationToken cancellationToken)
    {
        Fed = default;
        if (block.Length == 0)
        {
            return _plan.Output is { } schema ? EmptyBatch.Of(schema) : null;
        }

        var output = _feeds.Run(block, position, cancellationToken);
        Fed = output.GatheredRows > 0 ? _plan.Tally.AddRowFeeds(_feeds.Scratch) : _plan.Tally.AddFeeds(_feeds.Scratch);
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

    public void Dispose() => _feeds.Dispose();

    private RecordBatch Result(RecordBatch block, in BlockOutput output, in BlockPosition position)
    {
        var rows = Rows(block.Length, position);
        var arrays = new IArrowArray[_columns.Length + _plan.Kept.Length];
        var made = 0;
        try
        {
            for (; made < _columns.Length; made++)
            {
                ref var fetch = ref _feeds.Scratch.Fetches[made];
                var column = _columns[made] ??= new FetchColumn(_plan.Resolve(made, fetch.Rank));
                arrays[made] = column.Make(fetch, _feeds.Scratch.RowFetches[made].Sizes, output.Owner, position);
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
            ref var fetch = ref _feeds.Scratch.Fetches[i];
            if (fetch.Rank == 0)
            {
                throw RunErrors.Rows(_plan, i, "is a scalar and has no rows", "ReduceBlocks, which gives one result for all rows", position);
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
}
