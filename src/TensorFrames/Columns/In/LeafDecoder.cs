using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Turns values that no tensor holds as they lie (codes, views, decimals, narrower numbers) into ones that do: a counted copy.</summary>
internal static class LeafDecoder
{
    /// <summary>The same entries as plain values of the placeholder's dtype; untouched where they are that already.</summary>
    internal static CellRange Decode(FeedSpec spec, CellRange leaf, RunScratch scratch, int index)
    {
        if (leaf.Data.DataType is DictionaryType)
        {
            leaf = DictionaryValues.Gather(leaf, scratch);
            scratch.Copies[index] = CopyReason.Dictionary;
        }

        ColumnTensor.RequireLeaf(leaf.Data.DataType, spec.Column);
        if (spec.Narrowed is { } narrowed)
        {
            scratch.Copies[index] = CopyReason.SparkType;
            leaf = SparkNarrowing.Apply(leaf, narrowed, scratch);
            return narrowed == spec.DType ? leaf : Widening.Apply(leaf, narrowed, spec.DType, scratch);
        }

        switch (spec.Column.Kind)
        {
            case LeafKind.Views:
                scratch.Copies[index] = CopyReason.Views;
                leaf = StringViews.Flatten(leaf);
                break;
            case LeafKind.FixedBinary:
                scratch.Copies[index] = CopyReason.Offsets;
                leaf = FixedBinary.WithOffsets(leaf, scratch);
                break;
            case LeafKind.Decimal:
                scratch.Copies[index] = CopyReason.Decimal;
                leaf = Decimals.ToDouble(leaf, scratch);
                break;
        }

        if (spec.Column.DType != spec.DType && Widening.Allowed(spec.Column.DType, spec.DType))
        {
            scratch.Copies[index] = CopyReason.Widened;
            leaf = Widening.Apply(leaf, spec.Column.DType, spec.DType, scratch);
        }

        return leaf;
    }

    /// <summary>Entries whose validity says which cells are null, whatever their values are.</summary>
    internal static CellRange Nulls(CellRange cells) => cells.Data.DataType is DictionaryType ? DictionaryValues.Nulls(cells) : cells;

    /// <summary>Plain values in a pooled block, with the validity of the entries they came from.</summary>
    internal static CellRange Plain(IArrowType type, CellRange from, params ReadOnlySpan<ArrowBuffer> buffers)
    {
        var validity = from.FirstNull < 0 ? ArrowBuffer.Empty : CopyValidity(from);
        return new(new ArrayData(type, from.Count, validity.IsEmpty ? 0 : -1, 0, [validity, .. buffers], children: null), 0, from.Count);
    }

    private static ArrowBuffer CopyValidity(CellRange from)
    {
        var bits = new byte[BitSpan.BytesFor(from.Count)];
        BitSpan.Copy(bits, from.Data.Validity(), from.Data.Offset + from.Start, from.Count);
        return new(bits);
    }
}
