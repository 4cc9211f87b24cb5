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

    /// <summary>The first cleared bit of <paramref name="count"/> from <paramref name="first"/> on, counted from there; -1 if none.</summary>
    internal static int FirstCleared(ReadOnlySpan<byte> bits, int first, int count)
    {
        var i = 0;
        while (i < count)
        {
            var position = first + i;
            if ((position & 7) == 0 && count - i >= 64)
            {
                var word = BinaryPrimitives.ReadUInt64LittleEndian(bits[(position >> 3)..]);
                if (word == ulong.MaxValue)
                {
                    i += 64;
                    continue;
                }

                return i + BitOperations.TrailingZeroCount(~word);
            }

            if (!Get(bits, position))
            {
                return i;
            }

            i++;
        }

        return -1;
    }
}
