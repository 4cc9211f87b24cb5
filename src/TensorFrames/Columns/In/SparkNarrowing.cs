using System.Numerics;
using System.Runtime.InteropServices;
using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>
/// Values of one of Spark's types as the dtype that it stands for: a copy. Integers out of range are refused; float32 is
/// rounded to the nearest float16 or bfloat16 (ties to even), which changes no value that was one before.
/// </summary>
internal static class SparkNarrowing
{
    /// <exception cref="SparkRangeException">A value has no place in the dtype.</exception>
    internal static CellRange Apply(CellRange leaf, DType to, RunScratch scratch)
    {
        var bytes = leaf.Count * to.Width();
        var block = scratch.Rent(bytes);
        var target = block.Span[..bytes];
        var bad = to switch
        {
            DType.UInt8 => Integers<short, byte>(leaf, target),
            DType.UInt16 => Integers<int, ushort>(leaf, target),
            DType.UInt32 => Integers<long, uint>(leaf, target),
            DType.UInt64 => Decimals(leaf, target),
            DType.Float16 => Halves(leaf, target),
            _ => BFloats(leaf, target),
        };
        return bad < 0 ? LeafDecoder.Plain(Out.ArrowTypes.Of(to, binary: false), leaf, block.Buffer(bytes))
            : throw new SparkRangeException(leaf.Start + bad, Text(leaf, to, bad));
    }

    // What a null holds is nobody's business.
    private static bool Counts(CellRange leaf, int i) => !leaf.Data.IsNull(leaf.Start + i);

    private static int Integers<TFrom, TTo>(CellRange leaf, Span<byte> target)
        where TFrom : unmanaged, IBinaryInteger<TFrom>
        where TTo : unmanaged, IBinaryInteger<TTo>
    {
        var source = Values<TFrom>(leaf);
        var to = MemoryMarshal.Cast<byte, TTo>(target);
        var seen = TFrom.Zero;
        for (var i = 0; i < source.Length; i++)
        {
            seen |= source[i];
            to[i] = TTo.CreateTruncating(source[i]);
        }

        // A bit that the dtype has not, the sign among them, was seen.
        if (TFrom.CreateTruncating(TTo.CreateTruncating(seen)) != seen)
        {
            for (var i = 0; i < source.Length; i++)
            {
                if (TFrom.CreateTruncating(to[i]) != source[i] && Counts(leaf, i))
                {
                    return i;
                }
            }
        }

        return -1;
    }

    private static int Decimals(CellRange leaf, Span<byte> target)
    {
        var source = Values<UInt128>(leaf);
        var to = MemoryMarshal.Cast<byte, ulong>(target);
        for (var i = 0; i < source.Length; i++)
        {
            to[i] = (ulong)source[i];
            if (source[i] > ulong.MaxValue && Counts(leaf, i))
            {
                return i;
            }
        }

        return -1;
    }

    private static int Halves(CellRange leaf, Span<byte> target)
    {
        var source = Values<float>(leaf);
        var to = MemoryMarshal.Cast<byte, Half>(target);
        for (var i = 0; i < source.Length; i++)
        {
            to[i] = (Half)source[i];
            if (Half.IsInfinity(to[i]) && float.IsFinite(source[i]) && Counts(leaf, i))
            {
                return i;
            }
        }

        return -1;
    }

    private static int BFloats(CellRange leaf, Span<byte> target)
    {
        var source = Values<float>(leaf);
        var to = MemoryMarshal.Cast<byte, ushort>(target);
        for (var i = 0; i < source.Length; i++)
        {
            to[i] = BFloat16.Of(source[i]);
            if (BFloat16.IsInfinity(to[i]) && float.IsFinite(source[i]) && Counts(leaf, i))
            {
                return i;
            }
        }

        return -1;
    }

    private static ReadOnlySpan<T> Values<T>(CellRange leaf)
        where T : unmanaged
    {
        var values = leaf.Data.Values<T>(leaf.Start, leaf.Count);
        return values.Length == leaf.Count ? values : throw new InvalidDataException("value buffer is too short");
    }

    private static string Text(CellRange leaf, DType to, int i) => to switch
    {
        DType.UInt8 => $"{Values<short>(leaf)[i]}",
        DType.UInt16 => $"{Values<int>(leaf)[i]}",
        DType.UInt32 => $"{Values<long>(leaf)[i]}",
        DType.UInt64 => $"{(Int128)Values<UInt128>(leaf)[i]}",
        _ => FormattableString.Invariant($"{Values<float>(leaf)[i]:R}"),
    };
}
