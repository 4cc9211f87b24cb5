using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TensorFrames.Ipc;

/// <summary>The footer of an IPC file: where its dictionaries and batches begin.</summary>
internal sealed class IpcFileFooter
{
    private const int TailBytes = sizeof(int) + 6;
    private const int HeadBytes = 8;
    private const int BlockBytes = 24;

    private IpcFileFooter(byte[] schemaMessage, FileBlock[] dictionaries, FileBlock[] batches) =>
        (SchemaMessage, Dictionaries, Batches) = (schemaMessage, dictionaries, batches);

    /// <summary>
    /// The footer's schema as a message. Apache.Arrow's writer leaves the message at the file's start away where there is
    /// no batch, so the footer is what to go by.
    /// </summary>
    public byte[] SchemaMessage { get; }

    public FileBlock[] Dictionaries { get; }

    public FileBlock[] Batches { get; }

    private static ReadOnlySpan<byte> Magic => "ARROW1"u8;

    /// <summary>Reads it from the end of a stream that can be sought.</summary>
    public static IpcFileFooter Read(Stream stream)
    {
        Span<byte> tail = stackalloc byte[TailBytes];
        var end = stream.Length - TailBytes;
        if (end < HeadBytes)
        {
            throw new IpcFormatException($"it is no Arrow IPC file: {stream.Length} bytes are too few");
        }

        stream.Position = 0;
        stream.ReadExactly(tail[..Magic.Length]);
        if (!tail.StartsWith(Magic))
        {
            throw new IpcFormatException("it is no Arrow IPC file: it does not begin with ARROW1");
        }

        stream.Position = end;
        stream.ReadExactly(tail);
        if (!tail[sizeof(int)..].SequenceEqual(Magic))
        {
            throw new IpcFormatException("it is cut short: the footer and its ARROW1 are missing at the end");
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (length <= 0 || length > end - HeadBytes)
        {
            throw new IpcFormatException($"its footer says it has {length} bytes, {end - HeadBytes} are there");
        }

        var footer = new byte[length];
        stream.Position = end - length;
        stream.ReadExactly(footer);
        var table = FlatTable.Root(footer);
        var schema = AsMessage(footer, table.Table(1, "schema").Position, table.Short(0));
        return new(schema, Blocks(table.Vector(2, BlockBytes), end - length), Blocks(table.Vector(3, BlockBytes), end - length));
    }

    /// <summary>Puts a message table before the footer's bytes: offsets in a flatbuffer only point forward.</summary>
    private static byte[] AsMessage(byte[] footer, int schema, short version)
    {
        const int vtable = 4, message = 16, start = 32;
        var bytes = new byte[start + footer.Length];
        footer.CopyTo(bytes, start);
        ReadOnlySpan<short> words = [message, 0, 12, 12, 4, 6, 8, 0, message - vtable, 0, version, (short)MessageKind.Schema];
        MemoryMarshal.AsBytes(words).CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(message + 8), start + schema - (message + 8));
        return bytes;
    }

    private static FileBlock[] Blocks(FlatVector vector, long end)
    {
        var blocks = new FileBlock[vector.Count];
        for (var i = 0; i < blocks.Length; i++)
        {
            var (offset, metadata, body) = (vector.Long(i), vector.Int(i, 8), vector.Long(i, 16));
            if (offset < HeadBytes || metadata < 0 || body < 0 || offset > end || metadata > end - offset || body > end - offset - metadata)
            {
                throw new IpcFormatException($"its footer points at a message outside the file (offset {offset}, {metadata} + {body} bytes)");
            }

            blocks[i] = new(offset, metadata + body);
        }

        return blocks;
    }
}
