using Apache.Arrow;
using TensorFrames.Columns.Out;
using TensorFrames.Engine;
using TensorFrames.Interop;
using TensorFrames.Ipc;
using TensorFrames.Memory;
using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames.Aggregation;

/// <summary>Reduces sets of rows to a row a group. One thread at a time; threads have one each.</summary>
internal sealed unsafe class GroupReducer : IDisposable
{
    private readonly AggregatePlan _plan;
    private readonly GroupRuns _runs;
    private readonly IDisposable? _session;
    private readonly BlockPool _pool;
    private readonly GroupTable _table = new();
    private readonly RunScratch _each;
    private readonly RunScratch _atOnce;
    private readonly FetchColumn[] _columns;
    private readonly FetchColumn[] _partials;
    private bool _hasFailedAtOnce;

    internal GroupReducer(AggregateStep step)
    {
        _plan = step.Plan;
        _runs = step.OpenRuns(out _session);
        _pool = _plan.Memory;
        _each = new RunScratch(_plan.Feeds.Count + _plan.Constants.Count, _plan.Fetches.Count);
        _atOnce = new RunScratch(_plan.Feeds.Count + 3, _plan.Fetches.Count);
        _columns = [.. _plan.Reduce.Specs.Select(s => new FetchColumn(s))];
        _partials = [.. _plan.Partials.Select(s => new FetchColumn(s))];
    }

    /// <summary>The groups as a batch: keys, then fetches.</summary>
    /// <param name="rows">The rows; they stay the caller's.</param>
    /// <param name="isNull">Whether their keys are null, which no word tells.</param>
    /// <param name="used">Leading bits that their words share.</param>
    /// <param name="partial">Whether the result is to be aggregated again.</param>
    /// <param name="cancellationToken">Ends it between groups.</param>
    internal RecordBatch ToBatch(RowSet rows, bool isNull, int used, bool partial, CancellationToken cancellationToken)
    {
        var (scratch, owner) = Reduce(rows, isNull, used, cancellationToken);
        try
        {
            var position = new BlockPosition("the groups", 0, 0);
            List<IArrowArray> arrays = [.. Keys(rows, isNull)];
            for (var i = 0; i < _plan.Fetches.Count; i++)
            {
                ref var fetch = ref scratch.Fetches[i];
                arrays.Add((partial ? _partials : _columns)[i].Make(fetch, scratch.RowFetches[i].Sizes, owner, position));
                _plan.Tally.AddFetch(i, fetch, scratch == _each ? _table.Count : 0);
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
        var (scratch, owner) = Reduce(rows, isNull, used, cancellationToken);
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
        _each.Dispose();
        _atOnce.Dispose();
        _session?.Dispose();
    }

    private (RunScratch Scratch, RunOwner Owner) Reduce(RowSet rows, bool isNull, int used, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var ids = _pool.Rent(rows.Rows * (long)sizeof(int));
        try
        {
            _table.Number(rows, used, (int*)ids.Pointer);
            if (_runs.AtOnce is { } atOnce && !_hasFailedAtOnce && _runs.Take(rows))
            {
                try
                {
                    return (_atOnce, AtOnce(atOnce, rows, ids));
                }
                catch (RunFailure)
                {
                    // Each group by itself then, which tells the group, or does what this runtime's segment op cannot.
                    _hasFailedAtOnce = true;
                }
            }

            return (_each, Each(rows, isNull, (int*)ids.Pointer, cancellationToken));
        }
        finally
        {
            ids.Release();
        }
    }

    private RunOwner AtOnce(RunPlan run, RowSet rows, Ipc.AlignedBlock ids)
    {
        var more = _pool.Rent((_table.Count + 1L) * sizeof(double));
        try
        {
            _atOnce.Begin(new BlockPosition("", 0, 0));
            using var cells = new GroupFeeds(rows, _atOnce);
            var at = rows.Forms.Count;
            cells.Extra(at, DType.Int32, ids, 0, rows.Rows, [rows.Rows]);
            *(int*)more.Pointer = _table.Count;
            cells.Extra(at + 1, DType.Int32, more, 0, 1, []);
            if (_runs.HasRowsOfGroups)
            {
                var counts = new Span<double>(more.Pointer + sizeof(double), _table.Count);
                counts.Clear();
                for (var i = 0; i < rows.Rows; i++)
                {
                    counts[((int*)ids.Pointer)[i]]++;
                }

                cells.Extra(at + 2, DType.Float64, more, sizeof(double), _table.Count, [_table.Count]);
            }

            var owner = run.Run(_atOnce, RunFlags.None);
            _plan.Counter.AddRuns(1);
            return owner;
        }
        catch (Exception e) when (e is not RunFailure)
        {
            _atOnce.End(held: false);
            throw;
        }
        finally
        {
            more.Release();
        }
    }

    private RunOwner Each(RowSet rows, bool isNull, int* ids, CancellationToken cancellationToken)
    {
        var starts = new long[_table.Count + 1];
        using var sorted = Sorted(rows, ids, starts);
        using var cells = Fed(sorted);

        try
        {
            var owner = _runs.Each.RunGroups(_each, starts, cancellationToken);
            _plan.Counter.AddRuns(RunsOf(starts));
            return owner;
        }
        catch (RunFailure failure) when (failure.Status == Status.Cancelled && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(failure.Message, failure, cancellationToken);
        }
        catch (RunFailure failure)
        {
            var group = failure.Row < 0 ? "" : GroupText.Of(_plan, rows, _table.FirstRows[(int)failure.Row], isNull);
            throw RunErrors.OfGroup(_plan, failure, _each, group);
        }
    }

    // The rows as the scratch's feeds, and the constants behind them.
    private GroupFeeds Fed(RowSet rows)
    {
        _each.Begin(new BlockPosition("", 0, 0));
        try
        {
            var cells = new GroupFeeds(rows, _each);
            for (var i = 0; i < _plan.Constants.Count; i++)
            {
                _plan.Constants[i].Describe(_each, _plan.Feeds.Count + i);
            }

            return cells;
        }
        catch
        {
            _each.End(held: false);
            throw;
        }
    }

    // Rows of a group one after another, groups in order, in each the rows as they came.
    private RowSet Sorted(RowSet rows, int* ids, long[] starts)
    {
        for (var i = 0; i < rows.Rows; i++)
        {
            starts[ids[i] + 1]++;
        }

        for (var group = 0; group < _table.Count; group++)
        {
            starts[group + 1] += starts[group];
        }

        var room = _pool.Rent(rows.Rows * (long)sizeof(int));
        try
        {
            var source = (int*)room.Pointer;
            var next = starts.AsSpan(0, _table.Count).ToArray();
            for (var i = 0; i < rows.Rows; i++)
            {
                source[next[ids[i]]++] = i;
            }

            return GroupRows.Permuted(_pool, rows, source, rows.Rows);
        }
        finally
        {
            room.Release();
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

    private static long RunsOf(long[] starts)
    {
        long runs = 0;
        for (var group = 0; group < starts.Length - 1; group++)
        {
            runs += starts[group + 1] - starts[group] > 1 ? 1 : 0;
        }

        return runs;
    }
}
