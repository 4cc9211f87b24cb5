using System.Numerics;
using System.Runtime.InteropServices;
using Apache.Arrow.Types;
using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Decimals as the nearest float64, for feeds that ask for it.</summary>
internal static class Decimals
{
    internal static CellRange ToDouble(CellRange leaf, RunScratch scratch)
    {
        var type = (FixedSizeBinaryType)ColumnTensor.Storage(leaf.Data.DataType);
        var (width, scale) = (type.ByteWidth, ScaleOf(type));
        var source = leaf.Data.Buffers[1].Span;
        var first = leaf.Data.Offset + leaf.Start;
        if (source.Length < (first + (long)leaf.Count) * width)
        {
            throw new InvalidDataException("value buffer is too short");
        }

        var block = scratch.Rent((long)leaf.Count * sizeof(double));
        var target = MemoryMarshal.Cast<byte, double>(block.Span);
        var divisor = BigInteger.Pow(10, Math.Max(0, scale));
        for (var i = 0; i < leaf.Count; i++)
        {
            var unscaled = new BigInteger(source.Slice((first + i) * width, width));
            target[i] = Quotient(unscaled, divisor) * (scale < 0 ? Math.Pow(10, -scale) : 1);
        }

        return LeafDecoder.Plain(DoubleType.Default, leaf, block.Buffer(leaf.Count * sizeof(double)));
    }

    // Below 2^53 both sides are exact and the division rounds once; past it the whole and the rest are taken apart.
    private static double Quotient(BigInteger unscaled, BigInteger divisor)
    {
        if (BigInteger.Abs(unscaled) < 1L << 53 && divisor < 1L << 53)
        {
            return (double)unscaled / (double)divisor;
        }

        var whole = BigInteger.DivRem(unscaled, divisor, out var rest);
        return (double)whole + ((double)rest / (double)divisor);
    }

    private static int ScaleOf(FixedSizeBinaryType type) => type switch
    {
        Decimal32Type d => d.Scale,
        Decimal64Type d => d.Scale,
        Decimal128Type d => d.Scale,
        Decimal256Type d => d.Scale,
        _ => 0,
    };
}
