using TensorFrames.Verbs;

namespace TensorFrames.Aggregation;

/// <summary>One part's rows: those spilled, those reduced to a row a group, those that came since. One thread at a time.</summary>
internal sealed class AggregatorPart(AggregatePlan plan) : IDisposable
{
    private readonly List<RowSlice> _slices = [];
    private readonly List<RowSet> _reduced = [];
    private SpillFile? _spilled;

    internal long Rows => _slices.Sum(s => (long)s.Count) + (_spilled?.Rows ?? 0);

    /// <summary>Bytes of its rows, as large as they become in pieces.</summary>
    internal long Bytes => _slices.Sum(s => GroupRows.BytesInPieces(plan, s)) + (_spilled?.Bytes ?? 0);

    /// <summary>Bytes of the rows that are its own.</summary>
    internal long HeldBytes => _reduced.Sum(r => r.Bytes);

    internal void Add(RowSlice slice)
    {
        if (slice.Count > 0)
        {
            _slices.Add(slice);
        }
    }

    /// <summary>Reduces what came, together with what was reduced before, piece by piece; returns the bytes that are left.</summary>
    internal long Compact(long pieceBytes, Func<RowSet, RowSet> reduce, CancellationToken cancellationToken)
    {
        if (_slices.Count == 0)
        {
            return 0;
        }

        List<RowSet> reduced = [];
        try
        {
            foreach (var piece in Pieces(pieceBytes))
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var rows = GroupRows.Joined(plan, piece, plan.HasMeans);
                reduced.Add(reduce(rows));
            }
        }
        catch
        {
            reduced.ForEach(rows => rows.Dispose());
            throw;
        }

        Drop();
        _reduced.AddRange(reduced);
        _slices.AddRange(reduced.Select(rows => new RowSlice(rows, 0, rows.Rows)));
        return HeldBytes;
    }

    /// <summary>Writes its own rows to a file; returns their bytes.</summary>
    internal long Spill()
    {
        long bytes = 0;
        foreach (var rows in _reduced)
        {
            _spilled ??= new SpillFile(plan, rows);
            bytes += _spilled.Write(rows);
        }

        Drop();
        return bytes;
    }

    /// <summary>All rows in one set, those spilled first; as partial results where one row is such, or they are to be.</summary>
    internal RowSet Joined(bool partial, CancellationToken cancellationToken)
    {
        List<RowSet> read = [];
        partial = plan.HasMeans && (partial || _spilled is not null || _slices.Any(s => s.Set.Forms.Count > plan.Fetches.Count));
        try
        {
            read.AddRange(_spilled?.Read(cancellationToken) ?? []);
            return GroupRows.Joined(plan, [.. read.Select(rows => new RowSlice(rows, 0, rows.Rows)), .. _slices], partial);
        }
        finally
        {
            read.ForEach(rows => rows.Dispose());
        }
    }

    /// <summary>All rows, set by set, those spilled first; each set is the caller's.</summary>
    internal IEnumerable<RowSet> All(CancellationToken cancellationToken)
    {
        foreach (var rows in _spilled?.Read(cancellationToken) ?? [])
        {
            yield return rows;
        }

        foreach (var slice in _slices)
        {
            yield return RowSet.Of(plan.Memory, slice);
        }
    }

    public void Dispose()
    {
        Drop();
        _spilled?.Dispose();
        _spilled = null;
    }

    private void Drop()
    {
        _reduced.ForEach(rows => rows.Dispose());
        _reduced.Clear();
        _slices.Clear();
    }

    // Slices, cut so that a piece takes about so many bytes; of two rows at least, or nothing could be reduced.
    private IEnumerable<List<RowSlice>> Pieces(long pieceBytes)
    {
        List<RowSlice> piece = [];
        long bytes = 0, rows = 0;
        foreach (var slice in _slices)
        {
            for (var done = 0; done < slice.Count;)
            {
                var each = Math.Max(1, GroupRows.BytesInPieces(plan, slice) / slice.Count);
                var room = Math.Max((pieceBytes - bytes) / each, Math.Max(0, 2 - rows));
                var take = (int)Math.Min(slice.Count - done, room);
                if (take > 0)
                {
                    piece.Add(new RowSlice(slice.Set, slice.Start + done, take));
                    (done, bytes, rows) = (done + take, bytes + (take * each), rows + take);
                }

                if (bytes >= pieceBytes - each && rows >= 2)
                {
                    yield return piece;
                    (piece, bytes, rows) = ([], 0, 0);
                }
            }
        }

        if (piece.Count > 0)
        {
            yield return piece;
        }
    }
}
