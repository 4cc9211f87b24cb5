using TensorFrames.Columns;
using TensorFrames.Interop;
using TensorFrames.Ipc;
using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames.Aggregation;

/// <summary>New sets of rows, made of others.</summary>
internal static unsafe class GroupRows
{
    /// <summary>Rows of a set in another order, or some of them.</summary>
    internal static RowSet Permuted(BlockPool pool, RowSet rows, int* source, int count)
    {
        var text = new long[rows.Forms.Count];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = rows.Forms[i].IsText ? rows.View(i).TextBytes((long)rows.Rows * rows.Forms[i].Elements) : 0;
        }

        var permuted = new RowSet(pool, count, rows.Forms, rows.HasKeys ? rows.KeyView.TextBytes(rows.Rows) : -1, text);
        RowGather.Permute(permuted, rows.Words, rows.KeyView, rows.Views(), source);
        return permuted;
    }

    /// <summary>All rows of these slices, one after another; of cells that differ in shape it is an error.</summary>
    /// <param name="plan">The aggregate.</param>
    /// <param name="slices">The slices.</param>
    /// <param name="partial">Whether in the form of partial results: a sum and a count in place of a mean.</param>
    /// <exception cref="BlockException">Cells differ in shape, or take more than 2 GiB together.</exception>
    internal static RowSet Joined(AggregatePlan plan, IReadOnlyList<RowSlice> slices, bool partial)
    {
        var forms = partial ? PartialForms(plan, slices[0].Set.Forms) : slices[0].Set.Forms;
        long rows = 0, keys = slices[0].Set.HasKeys ? 0 : -1;
        var text = new long[forms.Count];
        foreach (var slice in slices)
        {
            rows += slice.Count;
            keys += slice.Set.HasKeys ? slice.Set.KeyView.From(slice.Start).TextBytes(slice.Count) : 0;
            for (var i = 0; i < slice.Set.Forms.Count; i++)
            {
                var form = slice.Set.Forms[i];
                if (!form.HasShapeOf(forms[i]))
                {
                    throw Differ(plan, i, forms[i], form);
                }

                text[i] += form.IsText ? slice.Set.View(i).From((long)slice.Start * form.Elements).TextBytes((long)slice.Count * form.Elements) : 0;
            }
        }

        var joined = new RowSet(plan.Memory, checked((int)rows), forms, keys, text);
        var at = 0;
        foreach (var slice in slices)
        {
            RowGather.Append(joined, at, slice.Set, slice.Start, slice.Count);
            at += slice.Count;
        }

        return joined;
    }

    /// <summary>About the bytes of these rows once they are partial results: a value of a mean is one of its sum then, of 64 bits, and a count stands beside them.</summary>
    internal static long BytesInPieces(AggregatePlan plan, RowSlice slice)
    {
        var forms = slice.Set.Forms;
        if (!plan.HasMeans || forms.Count > plan.Fetches.Count)
        {
            return slice.Bytes;
        }

        var more = plan.Between.Means.Sum(mean => ((long)forms[mean.Fetch].Elements * sizeof(long)) - forms[mean.Fetch].Stride + sizeof(long));
        return slice.Bytes + (slice.Count * more);
    }

    /// <summary>A row a group, of a run's outputs.</summary>
    internal static RowSet Of(AggregatePlan plan, RowSet rows, ReadOnlySpan<int> first, RunScratch scratch)
    {
        var forms = new CellForm[plan.Between.Specs.Count];
        var text = new long[forms.Length];
        for (var i = 0; i < forms.Length; i++)
        {
            ref var fetch = ref scratch.Fetches[i];
            var cell = new TensorShape(new ReadOnlySpan<long>(fetch.Dims + 1, fetch.Rank - 1));
            if (scratch.RowFetches[i].Sizes != null || !plan.Between.Specs[i].Cell.Fits(cell))
            {
                throw RunErrors.Result(plan, i, $"gave {cell} for a group, {plan.Between.Specs[i].Cell} was expected of a result that is fed again", new BlockPosition("", 0, 0));
            }

            forms[i] = new CellForm((DType)fetch.DType, cell.Dims.ToArray());
            text[i] = forms[i].IsText ? fetch.DataBytes : 0;
        }

        long keys = rows.HasKeys ? 0 : -1;
        for (var i = 0; i < first.Length && rows.HasKeys; i++)
        {
            keys += rows.Key(first[i]).Length;
        }

        var groups = new RowSet(plan.Memory, first.Length, forms, keys, text);
        for (var i = 0; i < first.Length; i++)
        {
            groups.Words[i] = rows.Words[first[i]];
            if (rows.HasKeys)
            {
                var key = rows.Key(first[i]);
                key.CopyTo(new Span<byte>(groups.Keys + groups.KeyOffsets[i], key.Length));
                groups.KeyOffsets[i + 1] = groups.KeyOffsets[i] + key.Length;
            }
        }

        for (var i = 0; i < forms.Length; i++)
        {
            Copy(scratch.Fetches[i], groups, i);
        }

        return groups;
    }

    // The cells that rows of a table have as partial results; these rows may be such already.
    private static CellForm[] PartialForms(AggregatePlan plan, IReadOnlyList<CellForm> forms) =>
        [.. plan.Between.Specs.Select((spec, i) => i < plan.Fetches.Count ? new CellForm(spec.DType, forms[i].Dims) : new CellForm(spec.DType, []))];

    private static void Copy(in Fetch fetch, RowSet to, int column)
    {
        switch ((DType)fetch.DType)
        {
            case DType.String:
                RowGather.Copy(fetch.Offsets, to.Offsets(column), fetch.Count == 0 ? 0 : (fetch.Count + 1) * sizeof(int));
                RowGather.Copy(fetch.Data, to.Values(column), fetch.DataBytes);
                break;
            case DType.Bool:
                for (long i = 0; i < fetch.Count; i++)
                {
                    to.Values(column)[i] = BitSpan.At(fetch.Data, i);
                }

                break;
            default:
                RowGather.Copy(fetch.Data, to.Values(column), fetch.DataBytes);
                break;
        }
    }

    private static BlockException Differ(AggregatePlan plan, int feed, CellForm first, CellForm other)
    {
        var spec = plan.Feeds[feed].Spec;
        return new($"{spec.Subject}: cells of {new TensorShape(first.Dims)} and of {new TensorShape(other.Dims)} cannot be aggregated together. Fix: cells of one shape.") { Column = spec.Field.Name, Tensor = spec.Placeholder };
    }
}
