using System.Runtime.InteropServices;
using Apache.Arrow;

namespace TensorFrames.Columns.Out;

/// <summary>Lists around cells that differ in shape from row to row.</summary>
/// <param name="sizes">Sizes of every row's cell, row after row.</param>
/// <param name="rows">Rows.</param>
/// <param name="rank">Sizes a row.</param>
internal readonly unsafe ref struct RaggedLists(long* sizes, int rows, int rank)
{
    /// <summary>Lists that stand <paramref name="axis"/> lists deep.</summary>
    internal int Count(int axis)
    {
        long count = 0;
        for (var row = 0; row < rows; row++)
        {
            count = checked(count + Product(row, axis));
        }

        return checked((int)count);
    }

    /// <summary>Their offsets into what they hold.</summary>
    internal ArrowBuffer Offsets(int axis)
    {
        var bytes = new byte[(Count(axis) + 1L) * sizeof(int)];
        var offsets = MemoryMarshal.Cast<byte, int>(bytes.AsSpan());
        var (at, end) = (0, 0);
        for (var row = 0; row < rows; row++)
        {
            var length = (int)sizes[((long)row * rank) + axis];
            for (var left = Product(row, axis); left > 0; left--)
            {
                offsets[++at] = end = checked(end + length);
            }
        }

        return new ArrowBuffer(bytes);
    }

    /// <summary>The row that value number <paramref name="value"/> belongs to.</summary>
    internal int RowOf(long value)
    {
        var row = 0;
        for (; row < rows - 1 && value >= Product(row, rank); row++)
        {
            value -= Product(row, rank);
        }

        return row;
    }

    private long Product(int row, int axes)
    {
        long product = 1;
        for (var i = 0; i < axes; i++)
        {
            product *= sizes[((long)row * rank) + i];
        }

        return product;
    }
}
