using System.Buffers.Binary;

namespace TensorFrames.Models.Bundles;

/// <summary>
/// The file of sorted keys and values that a checkpoint's index is: blocks of entries, whose keys share prefixes, found through
/// a block of block positions. Every length is compared with the bytes there are, every block with its checksum.
/// </summary>
internal static class SortedTable
{
    private const ulong Magic = 0xdb4775248b80fb57;
    private const int FooterBytes = 48;
    private const int TrailerBytes = 5;

    /// <summary>All entries, in their order.</summary>
    /// <exception cref="GraphException">The file is damaged, or compressed.</exception>
    public static List<(byte[] Key, byte[] Value)> Read(ReadOnlySpan<byte> file, string source)
    {
        if (file.Length < FooterBytes || BinaryPrimitives.ReadUInt64LittleEndian(file[^8..]) != Magic)
        {
            throw Damaged(source, "it does not end as one does");
        }

        var footer = new ByteReader(file[^FooterBytes..]);
        if (!footer.TryVarint(out _) || !footer.TryVarint(out _))
        {
            throw Damaged(source, "its footer is no footer");
        }

        // Keys that share prefixes are longer together than the file is: of a real checkpoint a few times.
        var keyBytes = Math.Max(1L << 26, 16L * file.Length);
        var entries = new List<(byte[] Key, byte[] Value)>();
        foreach (var (_, position) in Entries(Block(file, ref footer, source), source, null, ref keyBytes))
        {
            var reader = new ByteReader(position);
            entries.AddRange(Entries(Block(file, ref reader, source), source, entries.Count == 0 ? null : entries[^1].Key, ref keyBytes));
        }

        return entries;
    }

    private static ReadOnlySpan<byte> Block(ReadOnlySpan<byte> file, ref ByteReader position, string source)
    {
        if (!position.TryVarint(out var offset) || !position.TryVarint(out var size) || offset > (ulong)file.Length || size > (ulong)file.Length - offset
            || (ulong)file.Length - offset - size < TrailerBytes)
        {
            throw Damaged(source, "a block lies outside of the file");
        }

        var stored = file.Slice((int)offset, (int)size + 1);
        if (Crc32C.Masked(stored) != BinaryPrimitives.ReadUInt32LittleEndian(file.Slice((int)(offset + size) + 1, sizeof(uint))))
        {
            throw Damaged(source, "a block does not have its checksum");
        }

        return stored[^1] == 0 ? stored[..^1]
            : throw new GraphException($"Checkpoint index '{source}' is compressed (kind {stored[^1]}), which TensorFlow's own writers do not do. Fix: save the checkpoint again.");
    }

    private static List<(byte[] Key, byte[] Value)> Entries(ReadOnlySpan<byte> block, string source, byte[]? after, ref long keyBytes)
    {
        // Positions at which keys are whole stand at the end; a reader from the start needs none.
        var restarts = block.Length < sizeof(uint) ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(block[^sizeof(uint)..]);
        if (((ulong)restarts + 1) * sizeof(uint) > (ulong)block.Length)
        {
            throw Damaged(source, "a block is too short");
        }

        var entries = new List<(byte[], byte[])>();
        var reader = new ByteReader(block[..^(int)((restarts + 1) * sizeof(uint))]);
        byte[] last = [];
        while (reader.Left > 0)
        {
            if (!reader.TryVarint(out var shared) || !reader.TryVarint(out var more) || !reader.TryVarint(out var length)
                || shared > (ulong)last.Length || !reader.TryTake(more, out var key) || !reader.TryTake(length, out var value))
            {
                throw Damaged(source, "an entry is longer than its block");
            }

            if ((keyBytes -= (int)shared + (long)key.Length) < 0)
            {
                throw Damaged(source, "its keys are longer together than those of any checkpoint");
            }

            last = [.. last.AsSpan(0, (int)shared), .. key];
            if (after is not null && after.AsSpan().SequenceCompareTo(last) >= 0)
            {
                throw Damaged(source, "its keys do not ascend");
            }

            after = last;
            entries.Add((last, value.ToArray()));
        }

        return entries;
    }

    private static GraphException Damaged(string source, string what) =>
        new($"'{source}' is no valid checkpoint index: {what}. Fix: write or copy the checkpoint again.");
}
