using System.Buffers.Binary;

namespace TensorFrames.Ipc;

/// <summary>
/// One table of a flatbuffer. The bytes come from outside, so each offset is checked against the frame before it is
/// followed: nothing here reads out of range, whatever the bytes are.
/// </summary>
internal readonly ref struct FlatTable
{
    private readonly ReadOnlySpan<byte> _data;
    private readonly int _position;
    private readonly int _vtable;
    private readonly int _vtableLength;
    private readonly int _length;

    private FlatTable(ReadOnlySpan<byte> data, long position)
    {
        Check(data, position, sizeof(int));
        _data = data;
        _position = (int)position;
        var vtable = position - BinaryPrimitives.ReadInt32LittleEndian(data[_position..]);
        Check(data, vtable, 2 * sizeof(ushort));
        _vtable = (int)vtable;
        _vtableLength = BinaryPrimitives.ReadUInt16LittleEndian(data[_vtable..]);
        _length = BinaryPrimitives.ReadUInt16LittleEndian(data[(_vtable + sizeof(ushort))..]);
        Check(data, vtable, Math.Max(_vtableLength, 2 * sizeof(ushort)));
        Check(data, position, Math.Max(_length, sizeof(int)));
    }

    /// <summary>Where it lies in the bytes.</summary>
    public int Position => _position;

    /// <summary>The table that the first four bytes point at.</summary>
    public static FlatTable Root(ReadOnlySpan<byte> data)
    {
        Check(data, 0, sizeof(uint));
        return new(data, BinaryPrimitives.ReadUInt32LittleEndian(data));
    }

    /// <summary>The table that the offset stored at <paramref name="position"/> points at.</summary>
    public static FlatTable Behind(ReadOnlySpan<byte> data, int position)
    {
        Check(data, position, sizeof(uint));
        return new(data, position + (long)BinaryPrimitives.ReadUInt32LittleEndian(data[position..]));
    }

    public bool Has(int field) => At(field, 1) != 0;

    public byte Byte(int field, byte missing = 0) => At(field, 1) is var at && at == 0 ? missing : _data[at];

    public short Short(int field) =>
        At(field, sizeof(short)) is var at && at == 0 ? (short)0 : BinaryPrimitives.ReadInt16LittleEndian(_data[at..]);

    public long Long(int field) =>
        At(field, sizeof(long)) is var at && at == 0 ? 0 : BinaryPrimitives.ReadInt64LittleEndian(_data[at..]);

    /// <summary>A table that must be there; <paramref name="what"/> names it in the error.</summary>
    public FlatTable Table(int field, string what)
    {
        var at = At(field, sizeof(uint));
        return at == 0 ? throw new IpcFormatException($"its metadata has no {what}") : Behind(_data, at);
    }

    /// <summary>A vector of elements of <paramref name="width"/> bytes; empty where there is none.</summary>
    public FlatVector Vector(int field, int width)
    {
        var at = At(field, sizeof(uint));
        if (at == 0)
        {
            return default;
        }

        var start = at + (long)BinaryPrimitives.ReadUInt32LittleEndian(_data[at..]);
        Check(_data, start, sizeof(uint));
        long count = BinaryPrimitives.ReadUInt32LittleEndian(_data[(int)start..]);
        Check(_data, start + sizeof(uint), count * width);
        return new(_data, (int)start + sizeof(uint), (int)count, width);
    }

    private int At(int field, int width)
    {
        var entry = (2 + field) * sizeof(ushort);
        if (entry + sizeof(ushort) > _vtableLength)
        {
            return 0;
        }

        int offset = BinaryPrimitives.ReadUInt16LittleEndian(_data[(_vtable + entry)..]);
        if (offset != 0 && (offset < sizeof(int) || offset + width > _length))
        {
            throw Broken();
        }

        return offset == 0 ? 0 : _position + offset;
    }

    private static void Check(ReadOnlySpan<byte> data, long position, long length)
    {
        if (position < 0 || length < 0 || position > data.Length || length > data.Length - position)
        {
            throw Broken();
        }
    }

    private static IpcFormatException Broken() => new("its metadata is broken: an offset points outside the message");
}
