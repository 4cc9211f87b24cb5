using TensorFrames.Ipc;

namespace TensorFrames.Aggregation;

/// <summary>Rows of a set in the order of their parts.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Starts">The first row of each part, and the rows in all.</param>
internal sealed record ScatteredRows(RowSet Rows, int[] Starts) : IDisposable
{
    public void Dispose() => Rows.Dispose();
}

/// <summary>Deals rows into parts by their words.</summary>
internal static unsafe class RowScatter
{
    /// <param name="pool">Lends the result's block.</param>
    /// <param name="rows">How many.</param>
    /// <param name="words">A word each.</param>
    /// <param name="nulls">A byte each, not 0 for a null key that no word tells; null where there is none.</param>
    /// <param name="keys">The keys' bytes, where words do not tell them.</param>
    /// <param name="forms">The cells.</param>
    /// <param name="cells">Where they lie.</param>
    /// <param name="level">Which of the words' bits tell the part.</param>
    /// <param name="scratch">Room for a number a row.</param>
    internal static ScatteredRows Deal(
        BlockPool pool, int rows, ulong* words, byte* nulls, ColumnView keys, IReadOnlyList<CellForm> forms, ReadOnlySpan<ColumnView> cells, int level, int* scratch)
    {
        var starts = new int[Radix.Parts + 1];
        for (var i = 0; i < rows; i++)
        {
            starts[Part(i) + 1]++;
        }

        for (var part = 0; part < Radix.Parts; part++)
        {
            starts[part + 1] += starts[part];
        }

        var next = starts.AsSpan().ToArray();
        for (var i = 0; i < rows; i++)
        {
            scratch[next[Part(i)]++] = i;
        }

        Span<long> text = stackalloc long[forms.Count];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = forms[i].IsText ? cells[i].TextBytes((long)rows * forms[i].Elements) : 0;
        }

        var set = new RowSet(pool, rows, forms, keys.IsNone ? -1 : keys.TextBytes(rows), text);
        RowGather.Permute(set, words, keys, cells, scratch);
        return new ScatteredRows(set, starts);

        int Part(int row) => nulls != null && nulls[row] != 0 ? Radix.Words : Radix.PartOf(words[row], level);
    }

    /// <summary>Deals a set again, a level deeper. The set stays the caller's.</summary>
    internal static ScatteredRows Again(BlockPool pool, RowSet set, int level)
    {
        var room = pool.Rent((long)set.Rows * sizeof(int));
        try
        {
            return Deal(pool, set.Rows, set.Words, null, set.KeyView, set.Forms, set.Views(), level, (int*)room.Pointer);
        }
        finally
        {
            room.Release();
        }
    }
}
