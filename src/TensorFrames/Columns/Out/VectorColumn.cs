using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Tables;

namespace TensorFrames.Columns.Out;

/// <summary>Spark MLlib's dense vectors around lists of float64; the lists are not touched.</summary>
internal static class VectorColumn
{
    private const byte Dense = 1;

    internal static ListType Values { get; } = new(new Field("element", DoubleType.Default, nullable: false));

    private static readonly ListType Indices = new(new Field("element", Int32Type.Default, nullable: false));

    internal static StructType Type { get; } = new(
    [
        new Field("type", Int8Type.Default, nullable: false),
        new Field("size", Int32Type.Default, nullable: true),
        new Field("indices", Indices, nullable: true),
        new Field("values", Values, nullable: true),
    ]);

    internal static ArrayData Of(ArrayData lists)
    {
        var rows = lists.Length;
        var types = new byte[rows];
        System.Array.Fill(types, Dense);

        // One run of zero bytes serves as the nulls' bitmaps, sizes and offsets.
        var zeros = new ArrowBuffer(new byte[(rows + 1) * sizeof(int)]);
        var none = new ArrayData(Int32Type.Default, 0, 0, 0, [ArrowBuffer.Empty, ArrowBuffer.Empty], children: null);
        return new ArrayData(Type, rows, 0, 0, [ArrowBuffer.Empty],
        [
            new ArrayData(Int8Type.Default, rows, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(types)], children: null),
            new ArrayData(Int32Type.Default, rows, rows, 0, [zeros, zeros], children: null),
            new ArrayData(Indices, rows, rows, 0, [zeros, zeros], [none]),
            lists,
        ]);
    }

    internal static ArrayData Widened(ReadOnlySpan<float> values)
    {
        var buffer = NativeColumns.Allocate((long)values.Length * sizeof(double), out var owner);
        var target = MemoryMarshal.Cast<byte, double>(owner.Memory.Span);
        for (var i = 0; i < values.Length; i++)
        {
            target[i] = values[i];
        }

        return new ArrayData(DoubleType.Default, values.Length, 0, 0, [ArrowBuffer.Empty, buffer], children: null);
    }
}
