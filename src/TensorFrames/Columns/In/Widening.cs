using System.Numerics;
using System.Runtime.InteropServices;
using Apache.Arrow.Types;
using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Conversions that keep every value exactly, for feeds that ask for them: int32 → int64, float32 → float64, uint8 → float32, …</summary>
internal static class Widening
{
    /// <summary>Whether every value of <paramref name="from"/> is one of <paramref name="to"/>.</summary>
    internal static bool Allowed(DType from, DType to) => Integer(from) is var (signed, bits)
        ? Integer(to) is var (toSigned, toBits) ? toBits > bits && (toSigned || !signed) : bits - (signed ? 1 : 0) <= Mantissa(to)
        : Mantissa(from) > 0 && Mantissa(to) > Mantissa(from);

    internal static CellRange Apply(CellRange leaf, DType from, DType to, RunScratch scratch)
    {
        var block = scratch.Rent((long)leaf.Count * to.Width());
        switch (from)
        {
            case DType.Int8: To<sbyte>(leaf, to, block.Span); break;
            case DType.Int16: To<short>(leaf, to, block.Span); break;
            case DType.Int32: To<int>(leaf, to, block.Span); break;
            case DType.Int64: To<long>(leaf, to, block.Span); break;
            case DType.UInt8: To<byte>(leaf, to, block.Span); break;
            case DType.UInt16: To<ushort>(leaf, to, block.Span); break;
            case DType.UInt32: To<uint>(leaf, to, block.Span); break;
            case DType.Float16: To<Half>(leaf, to, block.Span); break;
            default: To<float>(leaf, to, block.Span); break;
        }

        return LeafDecoder.Plain(ArrowOf(to), leaf, block.Buffer(leaf.Count * to.Width()));
    }

    private static void To<T>(CellRange leaf, DType to, Span<byte> target)
        where T : unmanaged, INumberBase<T>
    {
        var source = leaf.Data.Values<T>(leaf.Start, leaf.Count);
        if (source.Length < leaf.Count)
        {
            throw new InvalidDataException("value buffer is too short");
        }

        switch (to)
        {
            case DType.Int16: Copy<T, short>(source, target); break;
            case DType.Int32: Copy<T, int>(source, target); break;
            case DType.Int64: Copy<T, long>(source, target); break;
            case DType.UInt16: Copy<T, ushort>(source, target); break;
            case DType.UInt32: Copy<T, uint>(source, target); break;
            case DType.UInt64: Copy<T, ulong>(source, target); break;
            case DType.Float16: Copy<T, Half>(source, target); break;
            case DType.Float32: Copy<T, float>(source, target); break;
            default: Copy<T, double>(source, target); break;
        }
    }

    private static void Copy<TFrom, TTo>(ReadOnlySpan<TFrom> source, Span<byte> target)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        var values = MemoryMarshal.Cast<byte, TTo>(target);
        for (var i = 0; i < source.Length; i++)
        {
            values[i] = TTo.CreateTruncating(source[i]);
        }
    }

    private static (bool Signed, int Bits)? Integer(DType dtype) => dtype switch
    {
        DType.Int8 => (true, 8),
        DType.Int16 => (true, 16),
        DType.Int32 => (true, 32),
        DType.Int64 => (true, 64),
        DType.UInt8 => (false, 8),
        DType.UInt16 => (false, 16),
        DType.UInt32 => (false, 32),
        DType.UInt64 => (false, 64),
        _ => null,
    };

    // Integers up to 2^mantissa are exact.
    private static int Mantissa(DType dtype) => dtype switch
    {
        DType.Float16 => 11,
        DType.Float32 => 24,
        DType.Float64 => 53,
        _ => 0,
    };

    private static IArrowType ArrowOf(DType dtype) => Out.ArrowTypes.Of(dtype, binary: false);
}
