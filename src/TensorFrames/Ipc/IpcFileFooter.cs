using System.Buffers.Binary;

namespace TensorFrames.Ipc;

/// <summary>The footer of an IPC file: where its dictionaries and batches begin.</summary>
internal sealed class IpcFileFooter
{
    private const int TailBytes = sizeof(int) + 6;
    private const int HeadBytes = 8;
    private const int BlockBytes = 24;

    private IpcFileFooter(FileBlock[] dictionaries, FileBlock[] batches) => (Dictionaries, Batches) = (dictionaries, batches);

    /// <summary>Bytes of the magic number before the schema message.</summary>
    public static int SchemaPosition => HeadBytes;

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
        return new(Blocks(table.Vector(2, BlockBytes), end - length), Blocks(table.Vector(3, BlockBytes), end - length));
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
