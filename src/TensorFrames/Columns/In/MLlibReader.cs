using Apache.Arrow;

namespace TensorFrames.Columns.In;

/// <summary>Reads one MLlib struct column; every index is checked before it is used.</summary>
internal sealed class MLlibReader(ArrayData column, MLlibKind kind)
{
    private const int Sparse = 0;

    internal ArrayData Column => column;

    internal (int Height, int Width) Size(int row)
    {
        var isMatrix = kind == MLlibKind.Matrix;
        if (!isMatrix && Type(row) != Sparse)
        {
            return (1, List(3, row).Count);
        }

        var (height, width) = isMatrix ? (Int(1, row), Int(2, row)) : (1, Int(1, row));
        return height >= 0 && width >= 0 && (long)height * width <= int.MaxValue / sizeof(double) ? (height, width)
            : throw new InvalidDataException($"an MLlib cell of {height} x {width} values");
    }

    /// <summary>Writes row-major; <paramref name="target"/> is all zeros.</summary>
    internal void Write(int row, Span<double> target, int width)
    {
        if (kind == MLlibKind.Vector)
        {
            WriteVector(row, target);
        }
        else
        {
            WriteMatrix(row, target, width);
        }
    }

    private void WriteVector(int row, Span<double> target)
    {
        var values = Doubles(3, row);
        if (Type(row) != Sparse)
        {
            Require(values.Length == target.Length);
            values.CopyTo(target);
            return;
        }

        var indices = Ints(2, row);
        Require(indices.Length == values.Length);
        for (var i = 0; i < indices.Length; i++)
        {
            Require((uint)indices[i] < (uint)target.Length);
            target[indices[i]] = values[i];
        }
    }

    // MLlib is column-major; isTransposed makes it row-major (dense) or row-compressed (sparse).
    private void WriteMatrix(int row, Span<double> target, int width)
    {
        var height = width == 0 ? 0 : target.Length / width;
        var bits = column.Children[6].Buffers[1].Span;
        var at = column.Children[6].Offset + (long)column.Offset + row;
        Require(bits.Length >= BitSpan.BytesFor(at + 1));
        var transposed = BitSpan.Get(bits, at);
        var values = Doubles(5, row);
        if (Type(row) != Sparse)
        {
            Require(values.Length == target.Length);
            for (var i = 0; i < values.Length; i++)
            {
                target[transposed ? i : (i % height * width) + (i / height)] = values[i];
            }

            return;
        }

        var starts = Ints(3, row);
        var inner = Ints(4, row);
        var outer = transposed ? height : width;
        Require(starts.Length == outer + 1 && inner.Length == values.Length);
        for (var line = 0; line < outer; line++)
        {
            Require(starts[line] >= 0 && starts[line] <= starts[line + 1] && starts[line + 1] <= values.Length);
            for (var i = starts[line]; i < starts[line + 1]; i++)
            {
                Require((uint)inner[i] < (uint)(transposed ? width : height));
                target[transposed ? (line * width) + inner[i] : (inner[i] * width) + line] = values[i];
            }
        }
    }

    private int Type(int row) => Child<sbyte>(0, row);

    private int Int(int field, int row) => Child<int>(field, row);

    private T Child<T>(int field, int row)
        where T : unmanaged
    {
        var values = column.Children[field].Values<T>(column.Offset + row, 1);
        Require(values.Length == 1);
        return values[0];
    }

    private CellRange List(int field, int row)
    {
        var lists = new CellRange(column.Children[field], column.Offset + row, 1);
        return column.Children[field].IsNull(column.Offset + row) ? new(column.Children[field].Children[0], 0, 0) : lists.ElementsOf(0);
    }

    private ReadOnlySpan<double> Doubles(int field, int row)
    {
        var list = List(field, row);
        var values = list.Data.Values<double>(list.Start, list.Count);
        Require(values.Length == list.Count && list.FirstNull < 0);
        return values;
    }

    private ReadOnlySpan<int> Ints(int field, int row)
    {
        var list = List(field, row);
        var values = list.Data.Values<int>(list.Start, list.Count);
        Require(values.Length == list.Count && list.FirstNull < 0);
        return values;
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw new InvalidDataException("an MLlib cell whose sizes and indices do not fit together");
        }
    }
}
