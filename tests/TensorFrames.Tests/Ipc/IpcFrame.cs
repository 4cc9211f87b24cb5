using System.Buffers.Binary;

namespace TensorFrames.Tests.Ipc;

/// <summary>One message of a stream, taken apart to be spliced, patched or broken.</summary>
internal sealed record IpcFrame(byte[] Metadata, byte[] Body)
{
    private const int Version = 0, HeaderType = 1, Header = 2, BodyLength = 3;

    public static IpcFrame[] Split(byte[] stream)
    {
        List<IpcFrame> frames = [];
        for (var at = 0; BinaryPrimitives.ReadInt32LittleEndian(stream.AsSpan(at + 4)) is > 0 and var length;)
        {
            var metadata = stream.AsSpan(at + 8, length).ToArray();
            var body = (int)BinaryPrimitives.ReadInt64LittleEndian(metadata.AsSpan(Field(metadata, Root(metadata), BodyLength)));
            body = Field(metadata, Root(metadata), BodyLength) == 0 ? 0 : body;
            frames.Add(new(metadata, stream.AsSpan(at + 8 + length, body).ToArray()));
            at += 8 + length + body;
        }

        return [.. frames];
    }

    public static byte[] Join(IEnumerable<IpcFrame> frames, bool end = true)
    {
        using var stream = new MemoryStream();
        foreach (var frame in frames)
        {
            stream.Write(BitConverter.GetBytes(-1));
            stream.Write(BitConverter.GetBytes(frame.Metadata.Length));
            stream.Write(frame.Metadata);
            stream.Write(frame.Body);
        }

        stream.Write(end ? [255, 255, 255, 255, 0, 0, 0, 0] : []);
        return stream.ToArray();
    }

    /// <summary>The same message of another metadata version (V4 is 3).</summary>
    public IpcFrame OfVersion(short version)
    {
        var metadata = (byte[])Metadata.Clone();
        BinaryPrimitives.WriteInt16LittleEndian(metadata.AsSpan(Field(metadata, Root(metadata), Version)), version);
        return this with { Metadata = metadata };
    }

    /// <summary>The same schema, marked as big-endian.</summary>
    public IpcFrame BigEndian()
    {
        var (old, schema) = (Metadata, Table(Metadata, Field(Metadata, Root(Metadata), Header)));
        return Rewrapped(1, 0, [(2, 1), (4, At(old, Field(old, schema, 1)))]);
    }

    /// <summary>The same dictionary, as more values for the one before.</summary>
    public IpcFrame AsDelta()
    {
        var dictionary = Table(Metadata, Field(Metadata, Root(Metadata), Header));
        var id = Field(Metadata, dictionary, 0);
        return Rewrapped(2, id == 0 ? 0 : BinaryPrimitives.ReadInt64LittleEndian(Metadata.AsSpan(id)), [(8, 0), (4, At(Metadata, Field(Metadata, dictionary, 1))), (1, 1)]);
    }

    /// <summary>The same batch with its first buffer that holds anything at <paramref name="target"/>, behind the others.</summary>
    public IpcFrame WithFirstBufferMovedTo(int target)
    {
        var metadata = (byte[])Metadata.Clone();
        var buffers = At(metadata, Field(metadata, Table(metadata, Field(metadata, Root(metadata), Header)), 2)) + 4;
        while (BinaryPrimitives.ReadInt64LittleEndian(metadata.AsSpan(buffers + 8)) == 0)
        {
            buffers += 16;
        }

        var (from, length) = ((int)BinaryPrimitives.ReadInt64LittleEndian(metadata.AsSpan(buffers)), (int)BinaryPrimitives.ReadInt64LittleEndian(metadata.AsSpan(buffers + 8)));
        BinaryPrimitives.WriteInt64LittleEndian(metadata.AsSpan(buffers), target);
        var body = new byte[target + ((length + 7) & -8)];
        Body.CopyTo(body, 0);
        Body.AsSpan(from, length).CopyTo(body.AsSpan(target));
        BinaryPrimitives.WriteInt64LittleEndian(metadata.AsSpan(Field(metadata, Root(metadata), BodyLength)), body.Length);
        return new(metadata, body);
    }

    /// <summary>The same batch, whose last buffer says that it has so many bytes; none of them are there.</summary>
    public IpcFrame Claiming(long bytes)
    {
        var metadata = (byte[])Metadata.Clone();
        var buffers = At(metadata, Field(metadata, Table(metadata, Field(metadata, Root(metadata), Header)), 2));
        var last = buffers + 4 + (16 * (BinaryPrimitives.ReadInt32LittleEndian(metadata.AsSpan(buffers)) - 1));
        var start = BinaryPrimitives.ReadInt64LittleEndian(metadata.AsSpan(last));
        BinaryPrimitives.WriteInt64LittleEndian(metadata.AsSpan(last + 8), bytes);
        BinaryPrimitives.WriteInt64LittleEndian(metadata.AsSpan(Field(metadata, Root(metadata), BodyLength)), start + bytes);
        return this with { Metadata = metadata };
    }

    /// <summary>
    /// A new message and header table put before the old bytes, since flatbuffer offsets only point forward.
    /// Fields are (width, value): a width of 4 is an offset into the old bytes.
    /// </summary>
    private IpcFrame Rewrapped(byte kind, long id, (int Width, int Value)[] fields)
    {
        const int start = 96, message = 24, header = 64;
        var data = new byte[start + Metadata.Length];
        Metadata.CopyTo(data, start);
        Put(0, message);
        short[] vtable = [12, 24, 4, 6, 8, 16];
        System.Buffer.BlockCopy(vtable, 0, data, 8, 12);
        Put(message, message - 8);
        BinaryPrimitives.WriteInt16LittleEndian(data.AsSpan(message + 4), 4);
        data[message + 6] = kind;
        Put(message + 8, header - (message + 8));
        BinaryPrimitives.WriteInt64LittleEndian(data.AsSpan(message + 16), Body.Length);
        short[] headerTable = [(short)(4 + (2 * fields.Length)), 24, .. fields.Select((_, i) => (short)(i switch { 0 => 8, 1 => 4, _ => 16 }))];
        System.Buffer.BlockCopy(headerTable, 0, data, 48, headerTable.Length * 2);
        Put(header, header - 48);
        foreach (var ((width, value), i) in fields.Select((field, i) => (field, i)))
        {
            var at = header + headerTable[2 + i];
            switch (width)
            {
                case 8: BinaryPrimitives.WriteInt64LittleEndian(data.AsSpan(at), id); break;
                case 4: Put(at, start + value - at); break;
                default: data[at] = (byte)value; break;
            }
        }

        return this with { Metadata = data };

        void Put(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(at), value);
    }

    private static int Root(byte[] data) => At(data, 0);

    private static int At(byte[] data, int offset) => offset + BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(offset));

    private static int Table(byte[] data, int offset) => At(data, offset);

    private static int Field(byte[] data, int table, int field)
    {
        var vtable = table - BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(table));
        var entry = 4 + (2 * field);
        var offset = entry < BinaryPrimitives.ReadInt16LittleEndian(data.AsSpan(vtable)) ? BinaryPrimitives.ReadInt16LittleEndian(data.AsSpan(vtable + entry)) : 0;
        return offset == 0 ? 0 : table + offset;
    }
}
