using System.Buffers;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Columns;
using TensorFrames.Columns.In;
using TensorFrames.Tables;

namespace TensorFrames.Aggregation;

/// <summary>Makes the key columns of a result of what was kept of the groups' keys.</summary>
internal static unsafe class KeyArrays
{
    /// <summary>The one key column whose values the words are.</summary>
    internal static IArrowArray OfWords(KeyColumn key, ReadOnlySpan<ulong> words)
    {
        var values = new Fixed(key, words.Length);
        for (var i = 0; i < words.Length; i++)
        {
            var value = KeyHash.Unmix(words[i]);
            values.Set(i, (byte*)&value);
        }

        return values.Array();
    }

    /// <summary>The key column of so many groups without a key.</summary>
    internal static IArrowArray OfNull(KeyColumn key, int groups)
    {
        var values = new Fixed(key, groups);
        for (var i = 0; i < groups; i++)
        {
            values.Null(i);
        }

        return values.Array();
    }

    /// <summary>All key columns, from the bytes of each group's key.</summary>
    /// <param name="keys">The columns.</param>
    /// <param name="starts">Where each group's bytes begin; moved to their ends.</param>
    internal static IArrowArray[] OfBytes(IReadOnlyList<KeyColumn> keys, byte*[] starts) =>
        [.. keys.Select(key => key.Form == KeyForm.Strings ? Text(key, starts) : Values(key, starts))];

    private static IArrowArray Values(KeyColumn key, byte*[] at)
    {
        var values = new Fixed(key, at.Length);
        for (var i = 0; i < at.Length; i++)
        {
            if (*at[i]++ == 0)
            {
                values.Set(i, at[i]);
                at[i] += key.Width;
            }
            else
            {
                values.Null(i);
            }
        }

        return values.Array();
    }

    private static IArrowArray Text(KeyColumn key, byte*[] at)
    {
        long total = 0;
        foreach (var start in at)
        {
            total += *start == 0 ? *(int*)(start + 1) : 0;
        }

        var (nulls, validity) = (0, new byte[BitSpan.BytesFor(at.Length)]);
        var texts = NativeColumns.Allocate(total, out var text);
        var end = 0;
        var ends = new int[at.Length + 1];
        for (var i = 0; i < at.Length; i++)
        {
            if (*at[i]++ == 0)
            {
                var value = new ReadOnlySpan<byte>(at[i] + sizeof(int), *(int*)at[i]);
                value.CopyTo(text.Memory.Span[end..]);
                end += value.Length;
                at[i] += sizeof(int) + value.Length;
                BitSpan.Set(validity, i);
            }
            else
            {
                nulls++;
            }

            ends[i + 1] = end;
        }

        var holds = nulls == 0 ? ArrowBuffer.Empty : new ArrowBuffer(validity);
        ArrowBuffer[] buffers = ColumnTensor.Storage(key.Field.DataType).TypeId switch
        {
            ArrowTypeId.StringView or ArrowTypeId.BinaryView => [holds, Views(ends, text.Memory.Span), texts],
            ArrowTypeId.LargeString or ArrowTypeId.LargeBinary => [holds, Offsets(System.Array.ConvertAll(ends, e => (long)e)), texts],
            _ => [holds, Offsets(ends), texts],
        };
        return ArrowArrayFactory.BuildArray(new ArrayData(key.Field.DataType, at.Length, nulls, 0, buffers));
    }

    private static ArrowBuffer Offsets<T>(T[] offsets)
        where T : unmanaged
    {
        var buffer = NativeColumns.Allocate((long)offsets.Length * sizeof(T), out var owner);
        MemoryMarshal.AsBytes(offsets.AsSpan()).CopyTo(owner.Memory.Span);
        return buffer;
    }

    // A length, then up to 12 bytes; or 4 bytes, the buffer's number and where in it the rest lies.
    private static ArrowBuffer Views(int[] ends, ReadOnlySpan<byte> text)
    {
        var buffer = NativeColumns.Allocate((ends.Length - 1L) * StringViews.ViewBytes, out var owner);
        owner.Memory.Span.Clear();
        for (var i = 0; i < ends.Length - 1; i++)
        {
            var view = owner.Memory.Span.Slice(i * StringViews.ViewBytes, StringViews.ViewBytes);
            var value = text[ends[i]..ends[i + 1]];
            MemoryMarshal.Write(view, value.Length);
            value[..Math.Min(value.Length, value.Length <= 12 ? 12 : 4)].CopyTo(view[4..]);
            if (value.Length > 12)
            {
                MemoryMarshal.Write(view[12..], ends[i]);
            }
        }

        return buffer;
    }

    /// <summary>Values of one width under way to an array; booleans become bits.</summary>
    private ref struct Fixed
    {
        private readonly KeyColumn _key;
        private readonly int _count;
        private readonly ArrowBuffer _buffer;
        private readonly Span<byte> _values;
        private byte[]? _validity;
        private int _nulls;

        internal Fixed(KeyColumn key, int count)
        {
            (_key, _count) = (key, count);
            _buffer = NativeColumns.Allocate(key.Form == KeyForm.Bits ? BitSpan.BytesFor(count) : (long)count * key.Width, out IMemoryOwner<byte> owner);
            _values = owner.Memory.Span;
            _values.Clear();
        }

        internal readonly void Set(int row, byte* value)
        {
            if (_key.Form != KeyForm.Bits)
            {
                new ReadOnlySpan<byte>(value, _key.Width).CopyTo(_values[(row * _key.Width)..]);
            }
            else if (*value != 0)
            {
                BitSpan.Set(_values, row);
            }
        }

        internal void Null(int row)
        {
            if (_validity is null)
            {
                _validity = new byte[BitSpan.BytesFor(_count)];
                System.Array.Fill(_validity, (byte)0xFF);
            }

            _validity[row >> 3] &= (byte)~(1 << (row & 7));
            _nulls++;
        }

        internal readonly IArrowArray Array() => ArrowArrayFactory.BuildArray(new ArrayData(
            _key.Field.DataType, _count, _nulls, 0, [_validity is null ? ArrowBuffer.Empty : new ArrowBuffer(_validity), _buffer]));
    }
}
