using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Columns.Out;

namespace TensorFrames.Spark;

/// <summary>Numbers of a local table in the wider type that Spark has.</summary>
internal static unsafe class SparkNumbers
{
    internal static ArrayData Widen(ArrayData data, DType dtype)
    {
        var type = (FixedWidthType)SparkColumn.TypeOf(dtype, binary: false);
        var from = data.Buffers[1].Span.Slice(data.Offset * dtype.Width(), data.Length * dtype.Width());
        var to = new byte[data.Length * (type.BitWidth / 8)];
        fixed (byte* source = from)
        {
            SparkValues.Write(dtype, source, data.Length, to);
        }

        return SparkLists.Of(data, type, new ArrowBuffer(to));
    }

    /// <summary>Decimals of <paramref name="width"/> bytes as ones of 16; their precision says that they fit.</summary>
    internal static ArrayData Decimal(ArrayData data, int width, Decimal128Type type)
    {
        var from = data.Buffers[1].Span.Slice(data.Offset * width, data.Length * width);
        var to = new byte[data.Length * 16];
        var values = MemoryMarshal.Cast<byte, Int128>(to.AsSpan());
        for (var i = 0; i < values.Length; i++)
        {
            var cell = from.Slice(i * width, width);
            values[i] = width switch
            {
                4 => MemoryMarshal.Read<int>(cell),
                8 => MemoryMarshal.Read<long>(cell),
                _ => MemoryMarshal.Read<Int128>(cell),
            };
        }

        return SparkLists.Of(data, type, new ArrowBuffer(to));
    }
}
