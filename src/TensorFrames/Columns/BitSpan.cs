using System.Buffers.Binary;
using System.Numerics;

namespace TensorFrames.Columns;

/// <summary>Arrow's validity and boolean bits, least significant first.</summary>
internal static class BitSpan
{
    internal static bool Get(ReadOnlySpan<byte> bits, long index) => (bits[(int)(index >> 3)] >> (int)(index & 7) & 1) != 0;

    /// <summary>The bit as a number, of memory that the caller knows to hold it.</summary>
    internal static unsafe byte At(byte* bits, long index) => (byte)((bits[index >> 3] >> (int)(index & 7)) & 1);

    internal static void Set(Span<byte> bits, long index) => bits[(int)(index >> 3)] |= (byte)(1 << (int)(index & 7));

    internal static int BytesFor(long bits) => checked((int)((bits + 7) >> 3));

    /// <summary>
    /// Up to 64 bits from <paramref name="first"/> on, the first as bit 0. Reads no byte past the last of them; bits that are
    /// not there are 0, as are those past <paramref name="count"/>.
    /// </summary>
    internal static ulong Word(ReadOnlySpan<byte> bits, int first, int count)
    {
        var rest = bits[Math.Min(first >> 3, bits.Length)..];
        var shift = first & 7;
        var word = (rest.Length >= sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(rest) : Tail(rest)) >> shift;
        if (shift + count > 64 && rest.Length > sizeof(ulong))
        {
            word |= (ulong)rest[sizeof(ulong)] << (64 - shift);
        }

        return word & Lowest(count);
    }

    /// <summary>The first cleared bit of <paramref name="count"/> from <paramref name="first"/> on, counted from there; -1 if none.</summary>
    internal static int FirstCleared(ReadOnlySpan<byte> bits, int first, int count) => First(bits, first, count, ulong.MaxValue);

    /// <summary>The first set bit of <paramref name="count"/> from <paramref name="first"/> on, counted from there; -1 if none.</summary>
    internal static int FirstSet(ReadOnlySpan<byte> bits, int first, int count) => First(bits, first, count, 0);

    /// <summary>Writes <paramref name="value"/> wherever the bit of an entry is cleared; bit <paramref name="first"/> is entry 0's.</summary>
    internal static void FillCleared<T>(Span<T> entries, T value, ReadOnlySpan<byte> bits, int first)
    {
        for (var i = 0; i < entries.Length; i += 64)
        {
            var part = entries.Slice(i, Math.Min(64, entries.Length - i));
            var cleared = Word(bits, first + i, part.Length) ^ Lowest(part.Length);
            if (cleared == Lowest(part.Length))
            {
                part.Fill(value);
                continue;
            }

            for (; cleared != 0; cleared &= cleared - 1)
            {
                part[BitOperations.TrailingZeroCount(cleared)] = value;
            }
        }
    }

    /// <summary>Each bit from <paramref name="first"/> on as a byte, 0 or 1.</summary>
    internal static void Expand(Span<byte> bytes, ReadOnlySpan<byte> bits, int first)
    {
        for (var i = 0; i < bytes.Length; i += 64)
        {
            var word = Word(bits, first + i, Math.Min(64, bytes.Length - i));
            for (var part = bytes.Slice(i, Math.Min(64, bytes.Length - i)); !part.IsEmpty; word >>= 8)
            {
                part = Expand(part, (byte)word);
            }
        }
    }

    /// <summary>Copies <paramref name="count"/> bits from <paramref name="first"/> on to the front of <paramref name="target"/>.</summary>
    internal static void Copy(Span<byte> target, ReadOnlySpan<byte> bits, int first, int count)
    {
        Span<byte> eight = stackalloc byte[sizeof(ulong)];
        for (var i = 0; i < count; i += 64)
        {
            var part = Math.Min(64, count - i);
            BinaryPrimitives.WriteUInt64LittleEndian(eight, Word(bits, first + i, part));
            eight[..BytesFor(part)].CopyTo(target[(i >> 3)..]);
        }
    }

    private static int First(ReadOnlySpan<byte> bits, int first, int count, ulong flipped)
    {
        for (var i = 0; i < count; i += 64)
        {
            var part = Math.Min(64, count - i);
            var found = (Word(bits, first + i, part) ^ flipped) & Lowest(part);
            if (found != 0)
            {
                return i + BitOperations.TrailingZeroCount(found);
            }
        }

        return -1;
    }

    private static Span<byte> Expand(Span<byte> bytes, byte bits)
    {
        // Each byte gets all eight bits, keeps its own, and is carried to 1 where that is set.
        var own = bits * 0x0101010101010101UL & 0x8040201008040201UL;
        var eight = (own + 0x7F7F7F7F7F7F7F7FUL) >> 7 & 0x0101010101010101UL;
        if (bytes.Length >= sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, eight);
            return bytes[sizeof(ulong)..];
        }

        for (var i = 0; i < bytes.Length; i++, eight >>= 8)
        {
            bytes[i] = (byte)(eight & 1);
        }

        return [];
    }

    private static ulong Tail(ReadOnlySpan<byte> bytes)
    {
        var word = 0UL;
        for (var i = 0; i < bytes.Length; i++)
        {
            word |= (ulong)bytes[i] << (8 * i);
        }

        return word;
    }

    private static ulong Lowest(int count) => count == 64 ? ulong.MaxValue : (1UL << count) - 1;
}
