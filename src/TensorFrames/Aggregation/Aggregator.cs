using System.Collections.Concurrent;
using Apache.Arrow;
using TensorFrames.Engine;

namespace TensorFrames.Aggregation;

/// <summary>
/// Holds dealt rows, part by part, within the memory limit: when half of it is full, rows are reduced to a row a group; where
/// that frees too little, they are spilled. What is reduced with what follows from the rows' order alone; so many threads
/// reduce at once as the other half has room for their copies. Rows are added by one thread at a time; then parts are
/// finished, by many threads where there are many.
/// </summary>
internal sealed class Aggregator : IDisposable
{
    // Of what is reduced: joined, sorted, the run's outputs and the rows made of these.
    private const int Copies = 4;
    private const long LargestPiece = 64L << 20;
    private readonly AggregateStep _step;
    private readonly Action<Action<int>> _forEachPart;
    private readonly ConcurrentBag<GroupReducer> _reducers;
    private readonly ByteBudget _copies;
    private readonly bool _isWhole;
    private readonly AggregatorPart[] _parts;
    private readonly List<RowSet> _dealt = [];
    private readonly int _level;
    private readonly bool _isNull;
    private readonly long _most;
    private readonly long _piece;
    private long _held;

    /// <param name="step">The aggregate.</param>
    /// <param name="forEachPart">Does something for the number of each part, at once if it likes; null: one after another.</param>
    internal Aggregator(AggregateStep step, Action<Action<int>>? forEachPart = null)
    {
        (_step, _forEachPart, _reducers, _isWhole) = (step, forEachPart ?? InOrder, [], true);
        _parts = NewParts();
        _most = Math.Max(1, step.Plan.Asked.MemoryLimit / 2);
        _piece = Math.Clamp(step.Plan.Asked.MemoryLimit / 8, 1, LargestPiece);
        _copies = new ByteBudget(_most);
    }

    // A part that is too large for one run, a level deeper.
    private Aggregator(Aggregator parent, bool isNull)
    {
        (_step, _forEachPart, _reducers, _copies, _level, _isNull) = (parent._step, InOrder, parent._reducers, parent._copies, parent._level + 1, isNull);
        _parts = NewParts();
        _most = _piece = Math.Max(1, parent._piece / 2);
    }

    /// <summary>Takes over a block's dealt rows; blocks in order.</summary>
    internal void Add(ScatteredRows rows, CancellationToken cancellationToken)
    {
        _dealt.Add(rows.Rows);
        _held += GroupRows.BytesInPieces(_step.Plan, new RowSlice(rows.Rows, 0, rows.Rows.Rows));
        if (_level == 0)
        {
            _step.Plan.Counter.AddRows(rows.Rows.Rows);
        }

        for (var part = 0; part < Radix.Parts; part++)
        {
            var slice = new RowSlice(rows.Rows, rows.Starts[part], rows.Starts[part + 1] - rows.Starts[part]);
            _parts[part].Add(slice);
            _held += slice.Count > 0 ? RowSlice.OwnBytes : 0;
        }

        if (_held > _most)
        {
            Compact(cancellationToken);
        }
    }

    /// <summary>A part's groups, in the order of their words. Each part once.</summary>
    internal IEnumerable<RecordBatch> Finish(int part, bool partial, CancellationToken cancellationToken)
    {
        var at = _parts[part];
        if (at.Rows == 0)
        {
            yield break;
        }

        if (at.Bytes <= _piece || at.Rows == 1 || _level == Radix.DeepestLevel)
        {
            yield return Once(part, partial, cancellationToken);
            yield break;
        }

        using var deeper = new Aggregator(this, IsNull(part));
        foreach (var rows in at.All(cancellationToken))
        {
            ScatteredRows again;
            using (rows)
            {
                again = RowScatter.Again(_step.Plan.Memory, rows, deeper._level);
            }

            deeper.Add(again, cancellationToken);
        }

        for (var below = 0; below < Radix.Parts; below++)
        {
            foreach (var batch in deeper.Finish(below, partial, cancellationToken))
            {
                yield return batch;
            }
        }
    }

    public void Dispose()
    {
        _dealt.ForEach(rows => rows.Dispose());
        _dealt.Clear();
        foreach (var part in _parts)
        {
            part.Dispose();
        }

        while (_isWhole && _reducers.TryTake(out var reducer))
        {
            reducer.Dispose();
        }
    }

    private RecordBatch Once(int part, bool partial, CancellationToken cancellationToken) => _copies.Within(
        Copies * _parts[part].Bytes,
        () =>
        {
            using var rows = _parts[part].Joined(partial, cancellationToken);
            _parts[part].Dispose();
            return With(reducer => reducer.ToBatch(rows, IsNull(part), Radix.Used(_level), partial, cancellationToken));
        },
        cancellationToken);

    // Every part's rows become a row a group, or go to the spill folder. Dealt blocks hold rows of all parts, so they go together.
    private void Compact(CancellationToken cancellationToken)
    {
        _step.Plan.Counter.AddCompaction();
        _forEachPart(part => _copies.Within(
            Copies * Math.Min(_piece, _parts[part].Bytes),
            () => _parts[part].Compact(_piece, rows => With(reducer => reducer.ToRows(rows, IsNull(part), Radix.Used(_level), cancellationToken)), cancellationToken),
            cancellationToken));
        _dealt.ForEach(rows => rows.Dispose());
        _dealt.Clear();
        _held = _parts.Sum(part => part.HeldBytes);
        if (_held > _most / 2)
        {
            _forEachPart(part => _step.Plan.Counter.AddSpilled(_parts[part].Spill()));
            _held = 0;
        }
    }

    private AggregatorPart[] NewParts() => [.. Enumerable.Range(0, Radix.Parts).Select(_ => new AggregatorPart(_step.Plan))];

    private bool IsNull(int part) => _isNull || (_level == 0 && part == Radix.Words);

    private T With<T>(Func<GroupReducer, T> use)
    {
        var reducer = _reducers.TryTake(out var idle) ? idle : new GroupReducer(_step);
        try
        {
            return use(reducer);
        }
        finally
        {
            _reducers.Add(reducer);
        }
    }

    private static void InOrder(Action<int> each)
    {
        for (var part = 0; part < Radix.Parts; part++)
        {
            each(part);
        }
    }
}
