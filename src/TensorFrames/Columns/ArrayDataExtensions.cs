using System.Runtime.InteropServices;
using Apache.Arrow;

namespace TensorFrames.Columns;

/// <summary>Ranges of an array as its buffers hold them: entry i of the array stands at its offset + i.</summary>
internal static class ArrayDataExtensions
{
    /// <summary>The first null of <paramref name="count"/> entries from <paramref name="start"/> on, counted from there; -1 if none.</summary>
    internal static int FirstNull(this ArrayData data, int start, int count)
    {
        if (data.NullCount == 0 || data.Buffers is not { Length: > 0 } buffers || buffers[0].Length == 0 || count == 0)
        {
            return -1;
        }

        var first = data.Offset + start;
        var bits = buffers[0].Span;
        return bits.Length < BitSpan.BytesFor((long)first + count) ? 0 : BitSpan.FirstCleared(bits, first, count);
    }

    internal static bool IsNull(this ArrayData data, int index) => data.FirstNull(index, 1) == 0;

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
