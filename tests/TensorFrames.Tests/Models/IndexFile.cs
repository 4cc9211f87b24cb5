using System.Text;
using Google.Protobuf;
using TensorFrames.Models.Bundles;

namespace TensorFrames.Tests.Models;

/// <summary>Writes a checkpoint's index entry by entry: also one that TensorFlow never would.</summary>
internal sealed class IndexFile
{
    private readonly List<byte> _entries = [];

    internal IndexFile Entry(string key, IMessage value) => Entry(0, Encoding.UTF8.GetBytes(key), value.ToByteArray());

    /// <summary>An entry whose key begins with as many bytes of the key before.</summary>
    internal IndexFile Entry(int shared, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        _entries.AddRange([.. Varint(shared), .. Varint(key.Length), .. Varint(value.Length), .. key, .. value]);
        return this;
    }

    /// <summary>A block of the entries, a block with its position, and the footer with the position of that.</summary>
    internal byte[] Bytes()
    {
        using var file = new MemoryStream();
        var entries = Block(file, this);
        var positions = Block(file, new IndexFile().Entry(0, "~"u8, entries));
        byte[] footer = [0, 0, .. positions];
        file.Write([.. footer, .. new byte[40 - footer.Length], .. BitConverter.GetBytes(0xdb4775248b80fb57)]);
        return file.ToArray();
    }

    // Entries, no restarts, no compression, checksum.
    private static byte[] Block(MemoryStream file, IndexFile block)
    {
        byte[] stored = [.. block._entries, 0, 0, 0, 0, 0];
        byte[] position = [.. Varint(file.Length), .. Varint(stored.Length - 1)];
        file.Write([.. stored, .. BitConverter.GetBytes(Crc32C.Masked(stored))]);
        return position;
    }

    private static byte[] Varint(long value)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            output.WriteInt64(value);
        }

        return bytes.ToArray();
    }
}
