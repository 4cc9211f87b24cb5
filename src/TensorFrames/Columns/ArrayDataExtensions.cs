using System.Runtime.InteropServices;
using Apache.Arrow;

namespace TensorFrames.Columns;

/// <summary>Ranges of an array as its buffers hold them: entry i of the array stands at its offset + i.</summary>
internal static class ArrayDataExtensions
{
    /// <summary>The first null of <paramref name="count"/> entries from <paramref name="start"/> on, counted from there; -1 if none.</summary>
    internal static int FirstNull(this ArrayData data, int start, int count)
    {
        var bits = data.Validity();
        return bits.IsEmpty ? -1 : BitSpan.FirstCleared(bits, data.Offset + start, count);
    }

    /// <summary>How many of <paramref name="count"/> entries from <paramref name="start"/> on are null before the first that is not.</summary>
    internal static int LeadingNulls(this ArrayData data, int start, int count)
    {
        var bits = data.Validity();
        var valid = bits.IsEmpty ? 0 : BitSpan.FirstSet(bits, data.Offset + start, count);
        return valid < 0 ? count : valid;
    }

    internal static bool IsNull(this ArrayData data, int index)
    {
        var bits = data.Validity();
        var at = data.Offset + index;
        return !bits.IsEmpty && (bits.Length <= at >> 3 || !BitSpan.Get(bits, at));
    }

    /// <summary>The validity bits, entry i's at the array's offset + i; empty where none is null. An entry without a bit is null.</summary>
    internal static ReadOnlySpan<byte> Validity(this ArrayData data) =>
        data.NullCount == 0 || data.Buffers is not { Length: > 0 } buffers ? [] : buffers[0].Span;

    /// <summary>Offsets of entries start to start + count, count + 1 of them; empty if the buffer is too short for them.</summary>
    internal static ReadOnlySpan<T> Offsets<T>(this ArrayData data, int start, int count)
        where T : unmanaged
    {
        var offsets = MemoryMarshal.Cast<byte, T>(data.Buffers[1].Span);
        var first = data.Offset + start;
        return first + (long)count + 1 <= offsets.Length ? offsets.Slice(first, count + 1) : [];
    }

    internal static ReadOnlySpan<T> Values<T>(this ArrayData data, int start, int count)
        where T : unmanaged
    {
        var values = MemoryMarshal.Cast<byte, T>(data.Buffers[1].Span);
        var first = data.Offset + start;
        return first + (long)count <= values.Length ? values.Slice(first, count) : [];
    }
}
