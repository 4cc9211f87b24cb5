using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Columns;

namespace TensorFrames.Spark;

/// <summary>Lists and structs around what Spark takes. Elements stay where they are unless they change themselves.</summary>
internal static class SparkLists
{
    /// <summary>Lists of one size: offsets are made.</summary>
    internal static ArrayData Fixed(ArrayData data, IArrowType type, SparkField child)
    {
        var size = ((FixedSizeListType)data.DataType).ListSize;
        return Sliced(data, type, [child.Of(data.Children[0])], OffsetsOf(data, size));
    }

    /// <summary>Offsets of entries of one size, from the array's first one on: Apache.Arrow writes a slice right, but not an array whose first offset is not 0.</summary>
    internal static ArrowBuffer OffsetsOf(ArrayData data, int size)
    {
        var bytes = new byte[(data.Offset + data.Length + 1) * sizeof(int)];
        var offsets = MemoryMarshal.Cast<byte, int>(bytes.AsSpan());
        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] = checked(i * size);
        }

        return new ArrowBuffer(bytes);
    }

    /// <summary>New buffers for the same slice of the same entries, with their validity.</summary>
    internal static ArrayData Sliced(ArrayData from, IArrowType type, ArrayData[]? children, params ArrowBuffer[] buffers) =>
        new(type, from.Length, from.NullCount, from.Offset, [from.Buffers[0].Retain(), .. buffers], children);

    /// <summary>Lists with 64-bit offsets: narrower ones are made.</summary>
    /// <exception cref="OverflowException">There are more than 2^31 elements.</exception>
    internal static ArrayData Large(ArrayData data, IArrowType type, SparkField child)
    {
        var wide = data.Length == 0 ? [0] : data.Offsets<long>(0, data.Length);
        var bytes = new byte[wide.Length * sizeof(int)];
        var offsets = MemoryMarshal.Cast<byte, int>(bytes.AsSpan());
        for (var i = 0; i < wide.Length; i++)
        {
            offsets[i] = checked((int)(wide[i] - wide[0]));
        }

        using var elements = ArrowArrayFactory.BuildArray(child.Of(data.Children[0]));
        return Of(data, type, [ArrowArrayFactory.SliceShared(elements, checked((int)wide[0]), offsets[^1]).Data], new ArrowBuffer(bytes));
    }

    /// <summary>The same entries around changed children: of a list, struct or map.</summary>
    internal static ArrayData Children(ArrayData data, IArrowType type, IReadOnlyList<SparkField> children) => new(
        type, data.Length, data.NullCount, data.Offset, [.. data.Buffers.Select(b => b.Retain())], [.. children.Select((c, i) => c.Of(data.Children[i]))]);

    /// <summary>The same memory under another type, shared.</summary>
    internal static ArrayData Retype(ArrayData data, IArrowType type)
    {
        var shared = data.Retain();
        return Borrowed(shared, type);
    }

    /// <summary>The same memory under another type, whose owner stays who it was.</summary>
    internal static ArrayData Borrowed(ArrayData data, IArrowType type) => new(type, data.Length, data.NullCount, data.Offset, data.Buffers, data.Children, data.Dictionary);

    /// <summary>New buffers for the same entries, with their validity.</summary>
    internal static ArrayData Of(ArrayData from, IArrowType type, params ArrowBuffer[] buffers) => Of(from, type, null, buffers);

    private static ArrayData Of(ArrayData from, IArrowType type, ArrayData[]? children, params ArrowBuffer[] buffers)
    {
        var validity = Validity(from);
        return new ArrayData(type, from.Length, validity.IsEmpty ? 0 : -1, 0, [validity, .. buffers], children);
    }

    private static ArrowBuffer Validity(ArrayData from)
    {
        if (from.FirstNull(0, from.Length) < 0)
        {
            return ArrowBuffer.Empty;
        }

        if (from.Offset == 0)
        {
            return from.Buffers[0].Retain();
        }

        var bits = new byte[BitSpan.BytesFor(from.Length)];
        BitSpan.Copy(bits, from.Validity(), from.Offset, from.Length);
        return new ArrowBuffer(bits);
    }
}
