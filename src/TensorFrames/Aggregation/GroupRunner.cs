using TensorFrames.Interop;
using TensorFrames.Ipc;
using TensorFrames.Memory;
using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames.Aggregation;

/// <summary>Runs a graph over the groups of sets of rows of one form. One thread at a time.</summary>
internal sealed unsafe class GroupRunner : IDisposable
{
    private readonly AggregatePlan _plan;
    private readonly GroupTable _table;
    private readonly GroupRuns _runs;
    private readonly IDisposable? _session;
    private readonly BlockPool _pool;
    private readonly RunScratch _each;
    private readonly RunScratch _atOnce;
    private bool _hasFailedAtOnce;

    /// <param name="plan">The aggregate.</param>
    /// <param name="table">Has numbered the groups when they are run.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="session">Closed with this; null where it is shared.</param>
    internal GroupRunner(AggregatePlan plan, GroupTable table, GroupRuns runs, IDisposable? session)
    {
        (_plan, _table, _runs, _session, _pool) = (plan, table, runs, session, plan.Memory);
        _each = new RunScratch(runs.Each.FeedCount, runs.Each.FetchCount);
        _atOnce = new RunScratch(runs.Each.FeedCount + 3, runs.Each.FetchCount);
    }

    /// <summary>A row a group; whether of one run for each is told, and the scratch then describes the outputs that the owner keeps.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="ids">A group each.</param>
    /// <param name="isNull">Whether their keys are null.</param>
    /// <param name="cancellationToken">Ends it between groups.</param>
    internal (RunScratch Scratch, RunOwner Owner, bool Gathered) Run(RowSet rows, Ipc.AlignedBlock ids, bool isNull, CancellationToken cancellationToken)
    {
        if (_runs.AtOnce is { } atOnce && !_hasFailedAtOnce && _runs.Take(rows))
        {
            try
            {
                return (_atOnce, AtOnce(atOnce, rows, ids), false);
            }
            catch (RunFailure)
            {
                // Each group by itself then, which tells the group, or does what this runtime's segment op cannot.
                _hasFailedAtOnce = true;
            }
        }

        return (_each, Each(rows, isNull, (int*)ids.Pointer, cancellationToken), true);
    }

    public void Dispose()
    {
        _each.Dispose();
        _atOnce.Dispose();
        _session?.Dispose();
    }

    private RunOwner AtOnce(RunPlan run, RowSet rows, Ipc.AlignedBlock ids)
    {
        var more = _pool.Rent((_table.Count + 1L) * sizeof(double));
        var sizes = _pool.Rent(_table.Count * (long)sizeof(int));
        try
        {
            var rowsOf = new Span<int>(sizes.Pointer, _table.Count);
            Count(rowsOf, (int*)ids.Pointer, rows.Rows);
            _atOnce.Begin(new BlockPosition("", 0, 0));
            using var cells = new GroupFeeds(rows, _atOnce);
            var at = rows.Forms.Count;
            cells.Extra(at, DType.Int32, ids, 0, rows.Rows, [rows.Rows]);
            *(int*)more.Pointer = _table.Count;
            cells.Extra(at + 1, DType.Int32, more, 0, 1, []);
            if (_runs.HasRowsOfGroups)
            {
                var counts = new Span<double>(more.Pointer + sizeof(double), _table.Count);
                for (var i = 0; i < counts.Length; i++)
                {
                    counts[i] = rowsOf[i];
                }

                cells.Extra(at + 2, DType.Float64, more, sizeof(double), _table.Count, [_table.Count]);
            }

            var owner = run.Run(_atOnce, RunFlags.None);
            PassSingles(rows, rowsOf);
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
            sizes.Release();
        }
    }

    // A group of one row is that row, bit for bit. A sum that begins with 0 makes 0 of -0, and TensorFlow's threads take the
    // smallest floats for 0. The outputs are this run's own: segment ops, casts and divisions share them with nobody.
    private void PassSingles(RowSet rows, ReadOnlySpan<int> rowsOf)
    {
        for (var i = 0; i < rows.Forms.Count; i++)
        {
            if (rows.Forms[i] is not { DType: DType.Float32 or DType.Float64, Stride: var stride })
            {
                continue;
            }

            var first = _table.FirstRows;
            byte* from = rows.Values(i), to = _atOnce.Fetches[i].Data;
            for (var group = 0; group < rowsOf.Length; group++)
            {
                if (rowsOf[group] == 1)
                {
                    RowGather.Copy(from + (first[group] * stride), to + (group * stride), stride);
                }
            }
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
            throw RunErrors.OfGroup(_plan, rows.Forms.Count > _plan.Feeds.Count ? _plan.PartialFeeds : _plan.Feeds, failure, _each, group);
        }
    }

    // The rows as the scratch's feeds, and the constants behind them.
    private GroupFeeds Fed(RowSet rows)
    {
        _each.Begin(new BlockPosition("", 0, 0));
        try
        {
            var cells = new GroupFeeds(rows, _each);
            ConstantFeed.Describe(_plan.Constants, _each, rows.Forms.Count);
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

    private static void Count(Span<int> rowsOf, int* ids, int rows)
    {
        rowsOf.Clear();
        for (var i = 0; i < rows; i++)
        {
            rowsOf[ids[i]]++;
        }
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
