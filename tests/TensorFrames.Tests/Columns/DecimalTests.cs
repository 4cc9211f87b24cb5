using System.Globalization;
using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;
using TensorFrames.Columns.In;
using TensorFrames.Run;
using Xunit;

namespace TensorFrames.Tests.Columns;

public sealed class DecimalTests
{
    [Fact]
    public void Decimals_of_any_width_and_scale_become_the_nearest_float64()
    {
        foreach (var (type, bytes) in new (FixedSizeBinaryType, int)[]
        {
            (new Decimal32Type(9, 3), 4), (new Decimal64Type(18, 17), 8), (new Decimal128Type(38, 0), 16), (new Decimal128Type(38, 18), 16),
            (new Decimal128Type(38, 38), 16), (new Decimal128Type(38, -25), 16), (new Decimal256Type(76, 40), 32),
        })
        {
            Gen.Byte.Array[bytes].Array[64].Sample(
                cells =>
                {
                    var values = cells.Select((cell, i) => i % 2 == 0 ? cell : Small(cell)).ToArray();
                    Assert.Equal(values.Select(v => Parse(v, type)), Convert(type, values));
                },
                seed: "0000Kl4pVAS3", iter: 20);
        }
    }

    [Fact]
    public void What_lies_between_two_float64s_is_rounded_once() =>
        Assert.Equal([9007199254740994.0], Convert(new Decimal128Type(38, 1), [Bytes(BigInteger.Parse("90071992547409937", CultureInfo.InvariantCulture))]));

    private static byte[] Small(byte[] cell) => [.. cell[..2], .. Enumerable.Repeat((sbyte)cell[1] < 0 ? (byte)0xFF : (byte)0, cell.Length - 2)];

    private static double Parse(byte[] value, FixedSizeBinaryType type)
    {
        var scale = type switch { Decimal32Type d => d.Scale, Decimal64Type d => d.Scale, Decimal128Type d => d.Scale, _ => ((Decimal256Type)type).Scale };
        return double.Parse($"{new BigInteger(value)}E{-scale}", CultureInfo.InvariantCulture);
    }

    private static byte[] Bytes(BigInteger value)
    {
        var bytes = new byte[16];
        value.ToByteArray().CopyTo(bytes, 0);
        return bytes;
    }

    private static double[] Convert(FixedSizeBinaryType type, byte[][] values)
    {
        using var scratch = new RunScratch(1, 1);
        var data = new ArrayData(type, values.Length, 0, 0, [ArrowBuffer.Empty, new(values.SelectMany(v => v).ToArray())], children: null);
        var doubles = Decimals.ToDouble(new CellRange(data, 0, values.Length), scratch).Data;
        double[] all = [.. System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(doubles.Buffers[1].Span)];
        scratch.End(held: false);
        return all;
    }
}
