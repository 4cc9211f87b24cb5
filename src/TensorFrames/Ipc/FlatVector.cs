using System.Buffers.Binary;

namespace TensorFrames.Ipc;

/// <summary>A vector of a flatbuffer, already known to lie within the frame.</summary>
internal readonly ref struct FlatVector(ReadOnlySpan<byte> data, int start, int count, int width)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private readonly int _start = start;
    private readonly int _width = width;

    public int Count { get; } = count;

    public FlatTable Table(int index) => FlatTable.Behind(_data, Position(index));

    public long Long(int index, int offset = 0) =>
        BinaryPrimitives.ReadInt64LittleEndian(_data[(Position(index) + offset)..]);

    public int Int(int index, int offset = 0) =>
        BinaryPrimitives.ReadInt32LittleEndian(_data[(Position(index) + offset)..]);

    private int Position(int index) =>
        (uint)index < (uint)Count ? _start + (index * _width) : throw new ArgumentOutOfRangeException(nameof(index));
}
