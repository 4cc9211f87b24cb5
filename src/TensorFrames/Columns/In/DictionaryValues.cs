using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Replaces dictionary codes by the values they stand for.</summary>
internal static class DictionaryValues
{
    private const int Short = 16;

    /// <summary>The values in blocks of the scratch's, or in memory of their own where there is none.</summary>
    internal static CellRange Gather(CellRange codes, RunScratch? scratch) => WithNumbers(codes, (values, numbers) =>
    {
        var type = ColumnTensor.Storage(values.DataType);
        var gathered = ColumnTensor.LeafOf(type) switch
        {
            LeafKind.Bits => Bits(numbers, values),
            LeafKind.Strings32 => Strings<int>(numbers, values, scratch),
            LeafKind.Strings64 => Strings<long>(numbers, values, scratch),
            LeafKind.Views => [.. Fixed(numbers, values, StringViews.ViewBytes, scratch), .. values.Buffers[2..]],
            _ => Fixed(numbers, values, ((FixedWidthType)type).BitWidth / 8, scratch),
        };
        return new ArrayData(type, codes.Count, -1, 0, [Validity(codes, numbers, values), .. gathered], children: null);
    });

    /// <summary>As many entries of which only the validity counts: null where the code is, or the value it stands for.</summary>
    internal static CellRange Nulls(CellRange codes) => WithNumbers(
        codes, (values, numbers) => new ArrayData(NullType.Default, codes.Count, -1, 0, [Validity(codes, numbers, values)], children: null));

    private delegate ArrayData Making(ArrayData values, ReadOnlySpan<int> numbers);

    private static CellRange WithNumbers(CellRange codes, Making make)
    {
        var values = codes.Data.Dictionary ?? throw new InvalidDataException("a dictionary column has no dictionary");
        var numbers = ArrayPool<int>.Shared.Rent(codes.Count);
        try
        {
            DictionaryCodes.Read(codes, values.Length, numbers);
            return new(make(values, numbers.AsSpan(0, codes.Count)), 0, codes.Count);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(numbers);
        }
    }

    private static ArrowBuffer Validity(CellRange codes, ReadOnlySpan<int> numbers, ArrayData values)
    {
        var anyNullValue = values.FirstNull(0, values.Length) >= 0;
        if (codes.FirstNull < 0 && !anyNullValue)
        {
            return ArrowBuffer.Empty;
        }

        var bits = new byte[BitSpan.BytesFor(codes.Count)];
        if (!anyNullValue)
        {
            BitSpan.Copy(bits, codes.Data.Validity(), codes.Data.Offset + codes.Start, codes.Count);
            return new(bits);
        }

        for (var i = 0; i < numbers.Length; i++)
        {
            if (!codes.Data.IsNull(codes.Start + i) && !values.IsNull(numbers[i]))
            {
                BitSpan.Set(bits, i);
            }
        }

        return new(bits);
    }

    private static ArrowBuffer[] Fixed(ReadOnlySpan<int> numbers, ArrayData values, int width, RunScratch? scratch)
    {
        var buffer = Buffer(checked(numbers.Length * width), scratch, out var target);
        if (values.Length == 0)
        {
            target.Clear();
            return [buffer];
        }

        var source = values.Buffers[1].Span.Slice(checked(values.Offset * width), checked(values.Length * width));
        switch (width)
        {
            case sizeof(byte): Take(numbers, source, target); break;
            case sizeof(ushort): Take<ushort>(numbers, source, target); break;
            case sizeof(uint): Take<uint>(numbers, source, target); break;
            case sizeof(ulong): Take<ulong>(numbers, source, target); break;
            default:
                for (var i = 0; i < numbers.Length; i++)
                {
                    source.Slice(numbers[i] * width, width).CopyTo(target[(i * width)..]);
                }

                break;
        }

        return [buffer];
    }

    private static void Take<T>(ReadOnlySpan<int> numbers, ReadOnlySpan<byte> source, Span<byte> target)
        where T : unmanaged => Take(numbers, MemoryMarshal.Cast<byte, T>(source), MemoryMarshal.Cast<byte, T>(target));

    private static void Take<T>(ReadOnlySpan<int> numbers, ReadOnlySpan<T> source, Span<T> target)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            target[i] = source[numbers[i]];
        }
    }

    private static ArrowBuffer[] Bits(ReadOnlySpan<int> numbers, ArrayData values)
    {
        var bits = new byte[BitSpan.BytesFor(numbers.Length)];
        for (var i = 0; i < numbers.Length && values.Length > 0; i++)
        {
            if (BitSpan.Get(values.Buffers[1].Span, values.Offset + numbers[i]))
            {
                BitSpan.Set(bits, i);
            }
        }

        return [new(bits)];
    }

    private static ArrowBuffer[] Strings<T>(ReadOnlySpan<int> numbers, ArrayData values, RunScratch? scratch)
        where T : unmanaged, IBinaryInteger<T>
    {
        // Where there is no value, each is empty.
        ReadOnlySpan<T> offsets = values.Length > 0 ? values.Offsets<T>(0, values.Length) : [T.Zero, T.Zero];
        var bytes = values.Buffers[2].Span;
        var ends = Buffer(checked((numbers.Length + 1) * Unsafe.SizeOf<T>()), scratch, out var endBytes);
        var total = Measure(numbers, offsets, bytes.Length, MemoryMarshal.Cast<byte, T>(endBytes));
        var texts = Buffer(checked((int)total), scratch, out var text);
        if (bytes.Length > (long)Short * numbers.Length)
        {
            Join(numbers, offsets, bytes, text);
            return [ends, texts];
        }

        // A small dictionary is put where there are bytes behind its last value.
        var padded = ArrayPool<byte>.Shared.Rent(bytes.Length + Short);
        bytes.CopyTo(padded);
        Join(numbers, offsets, padded, text);
        ArrayPool<byte>.Shared.Return(padded);
        return [ends, texts];
    }

    private static long Measure<T>(ReadOnlySpan<int> numbers, ReadOnlySpan<T> offsets, int bytes, Span<T> ends)
        where T : unmanaged, IBinaryInteger<T>
    {
        // Less than 0 once one of its parts is.
        long fault = 0, total = 0;
        ends[0] = T.Zero;
        for (var i = 0; i < numbers.Length; i++)
        {
            var (from, to) = (long.CreateTruncating(offsets[numbers[i]]), long.CreateTruncating(offsets[numbers[i] + 1]));
            fault |= from | (to - from) | (bytes - to);
            total += to - from;
            ends[i + 1] = T.CreateTruncating(total);
        }

        return fault >= 0 ? total : throw new InvalidDataException("the dictionary's offsets point outside its bytes");
    }

    // Short values are copied with what lies behind them, which the next one overwrites: a copy of a fixed length is no call.
    private static void Join<T>(ReadOnlySpan<int> numbers, ReadOnlySpan<T> offsets, ReadOnlySpan<byte> bytes, Span<byte> text)
        where T : unmanaged, IBinaryInteger<T>
    {
        foreach (var number in numbers)
        {
            var (from, length) = (int.CreateTruncating(offsets[number]), int.CreateTruncating(offsets[number + 1] - offsets[number]));
            if (length <= Short && text.Length >= Short && bytes.Length - from >= Short)
            {
                bytes.Slice(from, Short).CopyTo(text[..Short]);
            }
            else
            {
                bytes.Slice(from, length).CopyTo(text);
            }

            text = text[length..];
        }
    }

    private static ArrowBuffer Buffer(int bytes, RunScratch? scratch, out Span<byte> span)
    {
        if (scratch is null)
        {
            var own = new byte[bytes];
            span = own;
            return new(own);
        }

        var block = scratch.Rent(bytes);
        span = block.Span[..bytes];
        return block.Buffer(bytes);
    }
}
