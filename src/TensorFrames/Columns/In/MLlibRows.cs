using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>MLlib's vectors and matrices for runs of one row each: dense lists, each of its own size.</summary>
internal static class MLlibRows
{
    /// <summary>The rows as lists of float64 (of lists, for matrices) in pooled blocks; null rows stay null.</summary>
    internal static ArrayData Densify(ArrayData column, MLlibKind kind, MLlibReader reader, ArrowBuffer validity, int rows, RunScratch scratch)
    {
        var sizes = new (int Height, int Width)[rows];
        int lines = 0, values = 0;
        for (var row = 0; row < rows; row++)
        {
            sizes[row] = column.IsNull(row) ? (0, 0) : reader.Size(row);
            lines = checked(lines + sizes[row].Height);
            values = checked(values + (sizes[row].Height * sizes[row].Width));
        }

        var block = scratch.Rent((long)values * sizeof(double));
        var target = MemoryMarshal.Cast<byte, double>(block.Span)[..values];
        target.Clear();
        for (int row = 0, at = 0; row < rows; row++)
        {
            var cell = sizes[row].Height * sizes[row].Width;
            if (!column.IsNull(row))
            {
                reader.Write(row, target.Slice(at, cell), sizes[row].Width);
            }

            at += cell;
        }

        var leaf = new ArrayData(DoubleType.Default, values, 0, 0, [ArrowBuffer.Empty, block.Buffer(values * sizeof(double))], children: null);
        if (kind == MLlibKind.Vector)
        {
            return Lists(leaf, sizes.Select(s => s.Width), rows, validity);
        }

        var inner = Lists(leaf, sizes.SelectMany(s => Enumerable.Repeat(s.Width, s.Height)), lines, ArrowBuffer.Empty);
        return Lists(inner, sizes.Select(s => s.Height), rows, validity);
    }

    private static ArrayData Lists(ArrayData elements, IEnumerable<int> lengths, int count, ArrowBuffer validity)
    {
        var bytes = new byte[checked((count + 1) * sizeof(int))];
        var (at, end) = (0, 0);
        foreach (var length in lengths)
        {
            MemoryMarshal.Cast<byte, int>(bytes.AsSpan())[++at] = end += length;
        }

        return new ArrayData(new ListType(elements.DataType), count, validity.IsEmpty ? 0 : -1, 0, [validity, new(bytes)], [elements]);
    }
}
