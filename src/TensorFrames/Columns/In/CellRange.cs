using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Columns.In;

/// <summary>Consecutive entries of one level of a column: the rows, then the elements of their lists, and so on to the leaf.</summary>
internal readonly record struct CellRange(ArrayData Data, int Start, int Count)
{
    internal bool IsList => ColumnTensor.Storage(Data.DataType) is FixedSizeListType or LargeListType or ListType;

    internal int FirstNull => Data.FirstNull(Start, Count);

    /// <summary>
    /// The elements of these lists, if all have one length; else the first entry whose length differs from
    /// <paramref name="wanted"/> (or, where that is -1, from the first entry's).
    /// </summary>
    internal CellRange Elements(long wanted, out long length, out int differs)
    {
        differs = -1;
        switch (ColumnTensor.Storage(Data.DataType))
        {
            case FixedSizeListType list:
                length = list.ListSize;
                var start = (Data.Offset + (long)Start) * length;
                return Child(start, Count * length);
            case LargeListType:
                return Uniform(Data.Offsets<long>(Start, Count), wanted, out length, out differs);
            default:
                return Uniform(Data.Offsets<int>(Start, Count), wanted, out length, out differs);
        }
    }

    /// <summary>The elements of one list; its length is their count.</summary>
    internal CellRange ElementsOf(int index)
    {
        switch (ColumnTensor.Storage(Data.DataType))
        {
            case FixedSizeListType list:
                return Child((Data.Offset + (long)Start + index) * list.ListSize, list.ListSize);
            case LargeListType:
                var wide = Data.Offsets<long>(Start + index, 1);
                return Child(wide[0], wide[1] - wide[0]);
            default:
                var offsets = Data.Offsets<int>(Start + index, 1);
                return Child(offsets[0], offsets[1] - offsets[0]);
        }
    }

    private CellRange Uniform<T>(ReadOnlySpan<T> offsets, long wanted, out long length, out int differs)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        RequireOffsets(offsets.Length);
        var first = long.CreateTruncating(offsets[0]);
        length = wanted >= 0 ? wanted : Count > 0 ? long.CreateTruncating(offsets[1]) - first : 0;
        differs = ListOffsets.FirstOther(offsets, length);
        return differs < 0 ? Child(first, Count * length) : default;
    }

    private static void RequireOffsets(int count)
    {
        if (count == 0)
        {
            throw new InvalidDataException("list offsets are missing or too few");
        }
    }

    // A child of the array reaches as far as its own length; what lies past it is a damaged batch.
    private CellRange Child(long start, long count)
    {
        var child = Data.Children[0];
        return start >= 0 && count >= 0 && start + count <= child.Length
            ? new(child, (int)start, (int)count)
            : throw new InvalidDataException($"list elements {start} to {start + count} of a child of {child.Length}");
    }
}
