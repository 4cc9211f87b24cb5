using System.Numerics;
using System.Runtime.InteropServices;
using TensorFrames.Columns;

namespace TensorFrames.Ipc;

/// <summary>
/// Checks of values that native code would follow out of range. All are linear in rows and most run in vectors; what a
/// null row holds is looked at only where it would be followed too.
/// </summary>
internal static class ValueChecks
{
    /// <summary>Set bits among the first <paramref name="count"/>.</summary>
    public static int CountBits(ReadOnlySpan<byte> bits, int count)
    {
        var whole = MemoryMarshal.Cast<byte, ulong>(bits[..(count / 8)]);
        var set = 0;
        foreach (var word in whole)
        {
            set += BitOperations.PopCount(word);
        }

        for (var i = whole.Length * 64; i < count; i++)
        {
            set += BitSpan.Get(bits, i) ? 1 : 0;
        }

        return set;
    }

    /// <summary>Whether offsets start at 0 or later, never fall, and end at <paramref name="end"/> or before.</summary>
    public static bool OffsetsRise<T>(ReadOnlySpan<T> offsets, long end)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (T.IsNegative(offsets[0]) || long.CreateChecked(offsets[^1]) > end)
        {
            return false;
        }

        var i = 0;
        for (; i + Vector<T>.Count < offsets.Length; i += Vector<T>.Count)
        {
            if (Vector.LessThanAny(new Vector<T>(offsets[(i + 1)..]), new Vector<T>(offsets[i..])))
            {
                return false;
            }
        }

        for (; i + 1 < offsets.Length; i++)
        {
            if (offsets[i + 1] < offsets[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The first row whose list does not lie among <paramref name="end"/> values; -1 where all do.</summary>
    public static int FirstListOutside<T>(ReadOnlySpan<T> offsets, ReadOnlySpan<T> sizes, long end)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (var i = 0; i < offsets.Length; i++)
        {
            var (offset, size) = (long.CreateChecked(offsets[i]), long.CreateChecked(sizes[i]));
            if (offset < 0 || size < 0 || offset > end || size > end - offset)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>
    /// The first valid row whose index is not below <paramref name="count"/>; -1 where all are. Indices are taken as
    /// unsigned, so that negative ones are large.
    /// </summary>
    public static int FirstIndexOutside<T>(ReadOnlySpan<T> indices, bool signed, long count, ReadOnlySpan<byte> validity)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var most = signed ? UInt128.CreateChecked(T.MaxValue >> 1) + 1 : UInt128.CreateChecked(T.MaxValue) + 1;
        var end = UInt128.Min(most, (UInt128)count);
        if (end > UInt128.CreateChecked(T.MaxValue))
        {
            return -1;
        }

        var limit = T.CreateChecked(end);
        var start = validity.IsEmpty ? FirstSuspectBlock(indices, limit) : 0;
        for (var i = start; i < indices.Length; i++)
        {
            if (indices[i] >= limit && (validity.IsEmpty || BitSpan.Get(validity, i)))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The first view that points outside its buffers; -1 where none does. Short ones hold their bytes themselves.</summary>
    public static int FirstViewOutside(ReadOnlySpan<byte> views, int rows, ReadOnlySpan<BufferSlot> buffers, ReadOnlySpan<byte> validity)
    {
        var words = MemoryMarshal.Cast<byte, int>(views);
        for (var i = 0; i < rows; i++)
        {
            var length = words[4 * i];
            if (!validity.IsEmpty && !BitSpan.Get(validity, i))
            {
                continue;
            }

            if (length < 0)
            {
                return i;
            }

            if (length > 12)
            {
                var (buffer, offset) = (words[(4 * i) + 2], words[(4 * i) + 3]);
                if ((uint)buffer >= (uint)buffers.Length || offset < 0 || (long)offset + length > buffers[buffer].Length)
                {
                    return i;
                }
            }
        }

        return -1;
    }

    private static int FirstSuspectBlock<T>(ReadOnlySpan<T> indices, T limit)
        where T : unmanaged, IBinaryInteger<T>
    {
        var limits = new Vector<T>(limit);
        var i = 0;
        while (i + Vector<T>.Count <= indices.Length && !Vector.GreaterThanOrEqualAny(new Vector<T>(indices[i..]), limits))
        {
            i += Vector<T>.Count;
        }

        return i;
    }
}
