using Apache.Arrow;
using TensorFrames.Run;
using TensorFrames.Tables;
using TensorFrames.Verbs;

namespace TensorFrames.Engine;

/// <summary>
/// Reduces results of a row each block as they come: so many, or so many bytes, of one level are stacked and reduced to a row of
/// the next. What is stacked with what follows from their order alone, whichever thread made them.
/// </summary>
internal sealed class PartialTree : IDisposable
{
    private const int FanIn = 64;
    private const long MostBytes = 16L << 20;
    private readonly List<Level> _levels = [];
    private readonly ReducePlan _plan;
    private readonly BlockReducer _reducer;
    private readonly IDisposable? _session;
    private long _stacks;

    internal PartialTree(ReduceStep step)
    {
        _plan = step.Plan;
        _reducer = new BlockReducer(_plan, step.OpenRun(out _session), ofPartials: true);
    }

    /// <summary>Rows that the lowest level takes before it is reduced, at least 1.</summary>
    internal int Room => FanIn - (_levels.Count == 0 ? 0 : _levels[0].Rows);

    /// <summary>Takes over the next result, or the results of blocks that follow one another, no more than there is room for.</summary>
    internal void Add(RecordBatch partial) => Add(partial, 0);

    /// <summary>The one row that is left, the caller's; null if there was none.</summary>
    internal RecordBatch? Finish()
    {
        for (var level = 0; level < _levels.Count; level++)
        {
            // Later results stand on lower levels, so what is left of one follows what stands on the next.
            if (_levels[level].Waiting.Count > 0 && _levels.Skip(level + 1).Any(l => l.Waiting.Count > 0))
            {
                Add(Reduce(level), level + 1);
            }
            else if (_levels[level].Waiting.Count > 0)
            {
                return Reduce(level);
            }
        }

        return null;
    }

    public void Dispose()
    {
        _levels.ForEach(level => level.Waiting.ForEach(partial => partial.Dispose()));
        _levels.Clear();
        _reducer.Dispose();
        _session?.Dispose();
    }

    private void Add(RecordBatch partial, int level)
    {
        if (level == _levels.Count)
        {
            _levels.Add(new Level());
        }

        var at = _levels[level];
        at.Waiting.Add(partial);
        at.Rows += partial.Length;
        at.Bytes += BatchJoiner.BytesOf(partial);
        if (at.Rows == FanIn || (at.Rows > 1 && at.Bytes > MostBytes))
        {
            Add(Reduce(level), level + 1);
        }
    }

    private RecordBatch Reduce(int level)
    {
        var waiting = _levels[level].Waiting;
        (_levels[level].Rows, _levels[level].Bytes) = (0, 0);
        if (waiting is [{ Length: 1 } only])
        {
            waiting.Clear();
            return only;
        }

        using var stack = waiting is [var all] ? all : BatchJoiner.Join(_plan.Partial, waiting)!;
        waiting.ForEach(partial => Release(partial, stack));
        waiting.Clear();
        var result = _reducer.Run(stack, new BlockPosition("the results of blocks", _stacks++, 0), CancellationToken.None)!;
        EngineMetrics.Fed(_reducer.Fed.Borrowed, _reducer.Fed.Copied);
        return result;
    }

    private static void Release(RecordBatch partial, RecordBatch stack)
    {
        if (!ReferenceEquals(partial, stack))
        {
            partial.Dispose();
        }
    }

    private sealed class Level
    {
        internal int Rows { get; set; }

        internal List<RecordBatch> Waiting { get; } = new(FanIn);

        internal long Bytes { get; set; }
    }
}
