using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Hands a column's innermost values to the shim as they lie.</summary>
internal static class LeafFeed
{
    internal static void Describe(DType dtype, CellRange leaf, RunScratch scratch, int index)
    {
        var data = leaf.Data;
        var first = data.Offset + (long)leaf.Start;
        switch (ColumnTensor.LeafOf(data.DataType))
        {
            case LeafKind.Fixed:
                var width = dtype.Width();
                Require(data.Buffers[1].Length >= (first + leaf.Count) * width, "value buffer is too short");
                scratch.Values(index, dtype, data.Buffers[1], first * width, (long)leaf.Count * width);
                break;
            case LeafKind.Bits:
                Require(data.Buffers[1].Length >= BitSpan.BytesFor(first + leaf.Count), "bit buffer is too short");
                scratch.Bits(index, data.Buffers[1], first, leaf.Count);
                break;
            case var kind:
                var wide = kind == LeafKind.Strings64;
                Require(leaf.Count == 0 || data.Buffers[1].Length >= (first + leaf.Count + 1) * (wide ? 8 : 4), "offset buffer is too short");
                scratch.Strings(index, data.Buffers[1], data.Buffers[2], first, wide, TextBytes(leaf, wide));
                break;
        }
    }

    private static long TextBytes(CellRange leaf, bool wide)
    {
        if (leaf.Count == 0)
        {
            return 0;
        }

        if (wide)
        {
            var offsets = leaf.Data.Offsets<long>(leaf.Start, leaf.Count);
            return offsets[leaf.Count] - offsets[0];
        }

        var narrow = leaf.Data.Offsets<int>(leaf.Start, leaf.Count);
        return narrow[leaf.Count] - (long)narrow[0];
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidDataException(what);
        }
    }
}
