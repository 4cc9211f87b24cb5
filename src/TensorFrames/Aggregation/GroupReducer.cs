using Apache.Arrow;
using TensorFrames.Columns.Out;
using TensorFrames.Engine;
using TensorFrames.Interop;
using TensorFrames.Memory;
using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames.Aggregation;

/// <summary>Reduces sets of rows to a row a group. One thread at a time; threads have one each.</summary>
internal sealed unsafe class GroupReducer : IDisposable
{
    private readonly AggregateStep _step;
    private readonly AggregatePlan _plan;
    private readonly GroupTable _table = new();
    private readonly FetchColumn[] _columns;
    private readonly FetchColumn[] _partials;
    private GroupRunner? _ofRows;
    private GroupRunner? _ofPartials;

    internal GroupReducer(AggregateStep step)
    {
        (_step, _plan) = (step, step.Plan);
        _columns = [.. _plan.Reduce.Specs.Select(s => new FetchColumn(s))];
        _partials = [.. _plan.Between.Specs.Select(s => new FetchColumn(s))];
    }

    /// <summary>The groups as a batch: keys, then fetches.</summary>
    /// <param name="rows">The rows; they stay the caller's.</param>
    /// <param name="isNull">Whether their keys are null, which no word tells.</param>
    /// <param name="used">Leading bits that their words share.</param>
    /// <param name="partial">Whether the result is to be aggregated again.</param>
    /// <param name="cancellationToken">Ends it between groups.</param>
    internal RecordBatch ToBatch(RowSet rows, bool isNull, int used, bool partial, CancellationToken cancellationToken)
    {
        var (scratch, owner, gathered) = Reduce(rows, isNull, used, cancellationToken);
        try
        {
            if (!partial && ArePartial(rows))
            {
                Divide(scratch);
            }

            var position = new BlockPosition("the groups", 0, 0);
            List<IArrowArray> arrays = [.. Keys(rows, isNull)];
            var columns = partial ? _partials : _columns;
            for (var i = 0; i < columns.Length; i++)
            {
                ref var fetch = ref scratch.Fetches[i];
                arrays.Add(columns[i].Make(fetch, scratch.RowFetches[i].Sizes, owner, position));
                if (i < _columns.Length)
                {
                    _plan.Tally.AddFetch(i, fetch, gathered ? _table.Count : 0);
                }
            }

            _plan.Counter.AddGroups(_table.Count);
            return new RecordBatch(partial ? _plan.Partial : _plan.Output, arrays, _table.Count);
        }
        finally
        {
            owner.Release();
        }
    }

    /// <summary>The groups as rows that are reduced again with others.</summary>
    internal RowSet ToRows(RowSet rows, bool isNull, int used, CancellationToken cancellationToken)
    {
        var (scratch, owner, _) = Reduce(rows, isNull, used, cancellationToken);
        try
        {
            return GroupRows.Of(_plan, rows, _table.FirstRows, scratch);
        }
        finally
        {
            owner.Release();
        }
    }

    public void Dispose()
    {
        _ofRows?.Dispose();
        _ofPartials?.Dispose();
    }

    private (RunScratch Scratch, RunOwner Owner, bool Gathered) Reduce(RowSet rows, bool isNull, int used, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var ids = _plan.Memory.Rent(rows.Rows * (long)sizeof(int));
        try
        {
            _table.Number(rows, used, (int*)ids.Pointer);
            return Runner(ArePartial(rows)).Run(rows, ids, isNull, cancellationToken);
        }
        finally
        {
            ids.Release();
        }
    }

    private bool ArePartial(RowSet rows) => rows.Forms.Count > _plan.Fetches.Count;

    private GroupRunner Runner(bool ofPartials)
    {
        ref var runner = ref ofPartials ? ref _ofPartials : ref _ofRows;
        if (runner is null)
        {
            var runs = _step.OpenRuns(ofPartials, out var session);
            runner = new GroupRunner(_plan, _table, runs, session);
        }

        return runner;
    }

    // Sums become means where they lie: the outputs of a Sum are shared with nobody.
    private void Divide(RunScratch scratch)
    {
        foreach (var mean in _plan.Between.Means)
        {
            ref var fetch = ref scratch.Fetches[mean.Fetch];
            var dtype = mean.Reduction.DType;
            MeanCells.Divide(dtype, fetch.Data, (long*)scratch.Fetches[mean.Count].Data, _table.Count, fetch.Count / Math.Max(1, _table.Count));
            (fetch.DType, fetch.DataBytes) = ((int)dtype, fetch.Count * dtype.Width());
        }
    }

    private IArrowArray[] Keys(RowSet rows, bool isNull)
    {
        var first = _table.FirstRows;
        if (isNull)
        {
            return [KeyArrays.OfNull(_plan.Keys[0], first.Length)];
        }

        if (!rows.HasKeys)
        {
            var words = new ulong[first.Length];
            for (var i = 0; i < words.Length; i++)
            {
                words[i] = rows.Words[first[i]];
            }

            return [KeyArrays.OfWords(_plan.Keys[0], words)];
        }

        var starts = new byte*[first.Length];
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = rows.Keys + rows.KeyOffsets[first[i]];
        }

        return KeyArrays.OfBytes(_plan.Keys, starts);
    }
}
