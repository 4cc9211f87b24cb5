using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Apache.Arrow;
using TensorFrames.Columns.In;
using TensorFrames.Memory;

namespace TensorFrames;

/// <summary>A tensor to feed in one call without a table: its dtype, its shape and its values, row-major.</summary>
public sealed class TensorValue
{
    private TensorValue(DType dtype, TensorShape shape, ArrowBuffer values, ArrowBuffer offsets) =>
        (DType, Shape, Values, Offsets) = (dtype, shape, values, offsets);

    /// <summary>Element type.</summary>
    public DType DType { get; }

    /// <summary>Shape, all sizes known.</summary>
    public TensorShape Shape { get; }

    internal ArrowBuffer Values { get; }

    internal ArrowBuffer Offsets { get; }

    /// <summary>Copies values into a tensor of one's own; a bool is one byte. The shape defaults to a vector of them.</summary>
    /// <exception cref="ArgumentException">The type has no dtype, or the shape another number of elements.</exception>
    public static TensorValue Of<T>(ReadOnlySpan<T> values, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var (dtype, full) = Describe<T>(values.Length, shape);
        var bytes = MemoryMarshal.AsBytes(values);
        var memory = AlignedArray(bytes.Length);
        bytes.CopyTo(memory.Span);
        return new TensorValue(dtype, full, new ArrowBuffer(memory), ArrowBuffer.Empty);
    }

    /// <summary>
    /// Views memory that the caller leaves unchanged while a run uses it, and while results are read: an output may be its
    /// feed. Copied only if it begins off the boundary.
    /// </summary>
    /// <exception cref="ArgumentException">The type has no dtype, or the shape another number of elements.</exception>
    public static TensorValue Borrow<T>(Memory<T> values, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var (dtype, full) = Describe<T>(values.Length, shape);
        return new TensorValue(dtype, full, new ArrowBuffer(new CastMemory<T>(values).Memory), ArrowBuffer.Empty);
    }

    /// <summary>A scalar.</summary>
    public static TensorValue Scalar<T>(T value)
        where T : unmanaged
    {
        var vector = Of([value]);
        return new TensorValue(vector.DType, new TensorShape([]), vector.Values, ArrowBuffer.Empty);
    }

    /// <summary>A string, as UTF-8.</summary>
    public static TensorValue Scalar(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Scalar(Encoding.UTF8.GetBytes(value));
    }

    /// <summary>A byte string.</summary>
    public static TensorValue Scalar(byte[] value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return OfTexts([value], new TensorShape([]));
    }

    /// <summary>Strings as UTF-8.</summary>
    public static TensorValue Strings(IReadOnlyList<string> values, params ReadOnlySpan<long> shape)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Strings(values.Select(Encoding.UTF8.GetBytes).ToArray(), shape);
    }

    /// <summary>Byte strings.</summary>
    public static TensorValue Strings(IReadOnlyList<byte[]> values, params ReadOnlySpan<long> shape)
    {
        ArgumentNullException.ThrowIfNull(values);
        return OfTexts(values, Full(values.Count, shape));
    }

    /// <summary>Byte strings in this very shape.</summary>
    /// <exception cref="ArgumentException">It has another number of elements.</exception>
    internal static TensorValue OfTexts(IReadOnlyList<byte[]> values, TensorShape shape)
    {
        var packer = new StringPacker(values.Count);
        foreach (var value in values)
        {
            packer.Add(value);
        }

        var buffers = packer.Buffers();
        return new TensorValue(DType.String, Exactly(values.Count, shape), buffers[1], buffers[0]);
    }

    /// <summary>Copies values of any dtype with a fixed width, as they lie in a tensor (row-major, little-endian), in this very shape.</summary>
    /// <exception cref="ArgumentException">It has another number of elements, the dtype no fixed width, or a bool is neither 0 nor 1.</exception>
    public static TensorValue OfBytes(DType dtype, ReadOnlySpan<byte> values, TensorShape shape)
    {
        var width = dtype.Width();
        if (width == 0 || values.Length % width != 0)
        {
            throw new ArgumentException($"{values.Length} bytes are no values of {dtype.Name()}.", nameof(values));
        }

        if (dtype == DType.Bool && values.ContainsAnyExceptInRange((byte)0, (byte)1))
        {
            throw new ArgumentException("a bool is 0 or 1.", nameof(values));
        }

        var memory = AlignedArray(values.Length);
        values.CopyTo(memory.Span);
        return new TensorValue(dtype, Exactly(values.Length / width, shape), new ArrowBuffer(memory), ArrowBuffer.Empty);
    }

    /// <summary>The byte strings of a string tensor, one by one.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> Texts()
    {
        for (var i = 0; i < Shape.Count; i++)
        {
            var (start, end) = (MemoryMarshal.Cast<byte, int>(Offsets.Span)[i], MemoryMarshal.Cast<byte, int>(Offsets.Span)[i + 1]);
            yield return Values.Memory[start..end];
        }
    }

    internal static DType DTypeOf<T>() => default(T) switch
    {
        bool => DType.Bool,
        sbyte => DType.Int8,
        short => DType.Int16,
        int => DType.Int32,
        long => DType.Int64,
        byte => DType.UInt8,
        ushort => DType.UInt16,
        uint => DType.UInt32,
        ulong => DType.UInt64,
        Half => DType.Float16,
        float => DType.Float32,
        double => DType.Float64,
        _ => throw new ArgumentException($"No dtype has values of the type {typeof(T).Name}."),
    };

    internal static unsafe Memory<byte> AlignedArray(int length)
    {
        var array = GC.AllocateUninitializedArray<byte>(length + AlignedBlock.Alignment, pinned: true);
        var start = (int)(-(nint)Unsafe.AsPointer(ref array[0]) & (AlignedBlock.Alignment - 1));
        return array.AsMemory(start, length);
    }

    private static (DType DType, TensorShape Shape) Describe<T>(int count, ReadOnlySpan<long> shape) => (DTypeOf<T>(), Full(count, shape));

    private static TensorShape Full(int count, ReadOnlySpan<long> shape)
    {
        return Exactly(count, shape.IsEmpty ? new TensorShape(count) : new TensorShape(shape));
    }

    private static TensorShape Exactly(int count, TensorShape shape) =>
        shape.Count == count ? shape : throw new ArgumentException($"{count} values do not make a tensor of shape {shape}.", nameof(shape));
}
