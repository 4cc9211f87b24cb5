using System.Buffers;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Memory;
using Apache.Arrow.Types;
using TensorFrames.Memory;

namespace TensorFrames.Tables;

/// <summary>Columns in native memory on 64-byte boundaries, filled from plain spans.</summary>
internal static class NativeColumns
{
    internal static ArrowBuffer Allocate(long bytes, out IMemoryOwner<byte> owner)
    {
        owner = MemoryAllocator.Default.Value.Allocate(checked((int)bytes));
        return OwnedBuffer.Create(owner);
    }

    internal static ArrayData Values<T>(ReadOnlySpan<T> values, IArrowType type)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        var buffer = Allocate(bytes.Length, out var owner);
        bytes.CopyTo(owner.Memory.Span);
        return new ArrayData(type, values.Length, 0, 0, [ArrowBuffer.Empty, buffer]);
    }

    internal static ArrayData Bools(ReadOnlySpan<bool> values)
    {
        var buffer = Allocate((values.Length + 7) / 8, out var owner);
        var bits = owner.Memory.Span;
        bits.Clear();
        for (var i = 0; i < values.Length; i++)
        {
            bits[i >> 3] |= (byte)(values[i] ? 1 << (i & 7) : 0);
        }

        return new ArrayData(BooleanType.Default, values.Length, 0, 0, [ArrowBuffer.Empty, buffer]);
    }

    /// <summary>Utf8 or binary cells; <paramref name="sizeOf"/> tells a cell's bytes, <paramref name="write"/> puts them down; null cells are nulls.</summary>
    internal static ArrayData Cells<T>(ReadOnlySpan<T?> values, IArrowType type, Func<T, int> sizeOf, Action<T, Memory<byte>> write)
        where T : class
    {
        long total = 0;
        var nulls = 0;
        foreach (var value in values)
        {
            total += value is null ? 0 : sizeOf(value);
            nulls += value is null ? 1 : 0;
        }

        var offsets = Allocate((values.Length + 1L) * sizeof(int), out var offsetOwner);
        var bytes = Allocate(total, out var byteOwner);
        var validity = new ArrowBuffer.BitmapBuilder(nulls == 0 ? 0 : values.Length);
        var ends = MemoryMarshal.Cast<byte, int>(offsetOwner.Memory.Span);
        var at = ends[0] = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value)
            {
                var size = sizeOf(value);
                write(value, byteOwner.Memory.Slice(at, size));
                at += size;
            }

            if (nulls != 0)
            {
                validity.Append(values[i] is not null);
            }

            ends[i + 1] = at;
        }

        return new ArrayData(type, values.Length, nulls, 0, [nulls == 0 ? ArrowBuffer.Empty : validity.Build(null), offsets, bytes]);
    }
}
