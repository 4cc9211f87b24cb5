using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Apache.Arrow.Types;
using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Decimals as the nearest float64, for feeds that ask for it.</summary>
internal static class Decimals
{
    private const long Exact = 1L << 53;
    private static readonly double[] PowersOf10 = [.. Enumerable.Range(0, 23).Select(e => double.Parse($"1E{e}", CultureInfo.InvariantCulture))];

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
        for (var i = 0; i < leaf.Count; i++)
        {
            target[i] = Nearest(new BigInteger(source.Slice((first + i) * width, width)), scale);
        }

        return LeafDecoder.Plain(DoubleType.Default, leaf, block.Buffer(leaf.Count * sizeof(double)));
    }

    // Where both sides are exact the division or product rounds once; else the text is parsed, which rounds once too.
    private static double Nearest(BigInteger unscaled, int scale) =>
        BigInteger.Abs(unscaled) > Exact || Math.Abs(scale) >= PowersOf10.Length ? double.Parse($"{unscaled}E{-scale}", CultureInfo.InvariantCulture)
        : scale >= 0 ? (double)unscaled / PowersOf10[scale]
        : (double)unscaled * PowersOf10[-scale];

    private static int ScaleOf(FixedSizeBinaryType type) => type switch
    {
        Decimal32Type d => d.Scale,
        Decimal64Type d => d.Scale,
        Decimal128Type d => d.Scale,
        Decimal256Type d => d.Scale,
        _ => 0,
    };
}
