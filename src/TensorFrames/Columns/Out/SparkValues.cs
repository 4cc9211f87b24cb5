using System.Numerics;
using System.Runtime.InteropServices;
using Apache.Arrow;
using TensorFrames.Ipc;
using TensorFrames.Memory;
using TensorFrames.Spark;

namespace TensorFrames.Columns.Out;

/// <summary>Values of a dtype that Spark lacks in the type that Spark holds them in: a copy that keeps every value.</summary>
internal static unsafe class SparkValues
{
    // Blocks of one size come after another: fresh pages for each would cost more than the values.
    private static readonly BlockPool Pool = new(64L << 20);

    internal static ArrayData Of(DType dtype, void* data, int count)
    {
        var type = SparkColumn.TypeOf(dtype, binary: false);
        if (count == 0)
        {
            return new ArrayData(type, 0, 0, 0, [ArrowBuffer.Empty, ArrowBuffer.Empty], children: null);
        }

        var bytes = checked(count * (((Apache.Arrow.Types.FixedWidthType)type).BitWidth / 8));
        var block = Pool.Rent(bytes);
        try
        {
            Write(dtype, data, count, new Span<byte>(block.Pointer, bytes));
            return new ArrayData(type, count, 0, 0, [ArrowBuffer.Empty, OwnedBuffer.Create(new BlockSlot(block, 0, bytes))], children: null);
        }
        finally
        {
            block.Release();
        }
    }

    internal static void Write(DType dtype, void* data, int count, Span<byte> target)
    {
        switch (dtype)
        {
            case DType.UInt8: Integers<byte, short>(data, count, target); break;
            case DType.UInt16: Integers<ushort, int>(data, count, target); break;
            case DType.UInt32: Integers<uint, long>(data, count, target); break;
            case DType.UInt64: Integers<ulong, UInt128>(data, count, target); break;
            case DType.Float16: Halves(new ReadOnlySpan<Half>(data, count), target); break;
            default: BFloats(new ReadOnlySpan<ushort>(data, count), target); break;
        }
    }

    private static void Integers<TFrom, TTo>(void* data, int count, Span<byte> target)
        where TFrom : unmanaged, IBinaryInteger<TFrom>
        where TTo : unmanaged, IBinaryInteger<TTo>
    {
        var from = new ReadOnlySpan<TFrom>(data, count);
        var to = MemoryMarshal.Cast<byte, TTo>(target);
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = TTo.CreateTruncating(from[i]);
        }
    }

    private static void Halves(ReadOnlySpan<Half> from, Span<byte> target)
    {
        var to = MemoryMarshal.Cast<byte, float>(target);
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = (float)from[i];
        }
    }

    private static void BFloats(ReadOnlySpan<ushort> from, Span<byte> target)
    {
        var to = MemoryMarshal.Cast<byte, float>(target);
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = BFloat16.ToSingle(from[i]);
        }
    }
}
