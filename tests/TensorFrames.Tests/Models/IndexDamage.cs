using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;
using TensorFrames.Models.Bundles;
using TensorFrames.Models.Proto;

namespace TensorFrames.Tests.Models;

/// <summary>Damages a checkpoint behind its checksums: entries of the index, and the object graph, are written anew with the right ones.</summary>
internal static class IndexDamage
{
    private const string ObjectGraph = "_CHECKPOINTABLE_OBJECT_GRAPH";

    internal static byte[] Entries(byte[] index, Random random)
    {
        var entries = SortedTable.Read(index, "");
        for (var hits = random.Next(1, 4); hits > 0; hits--)
        {
            var at = random.Next(entries.Count);
            entries[at] = random.Next(4) switch
            {
                0 => (random.Damaged(entries[at].Key), entries[at].Value),
                1 => (entries[at].Key, random.Damaged(entries[at].Value)),
                2 => (entries[at].Key, random.Of(entries).Value),
                _ => (entries[at].Key, Changed(entries[at].Value, random)),
            };
        }

        return Written(entries);
    }

    /// <summary>Damages the object graph; null where the checkpoint has none.</summary>
    internal static (byte[] Index, byte[] Data)? Objects(byte[] index, byte[] data, Random random)
    {
        var entries = SortedTable.Read(index, "");
        var at = entries.FindIndex(e => Encoding.UTF8.GetString(e.Key) == ObjectGraph);
        if (at < 0)
        {
            return null;
        }

        var entry = BundleEntryProto.Parser.ParseFrom(entries[at].Value);
        var stored = data.AsSpan((int)entry.Offset, (int)entry.Size);
        var reader = new ByteReader(stored);
        Assert.True(reader.TryVarint(out var length));
        byte[] graph = stored[^(int)length..].ToArray();
        graph = random.Next(2) == 0 ? random.Damaged(graph) : Damaged(TrackableObjectGraph.Parser.ParseFrom(graph), random).ToByteArray();
        Span<byte> size = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(size, (uint)graph.Length);
        byte[] after = [.. BitConverter.GetBytes(Crc32C.Masked(size)), .. graph];
        byte[] text = [.. Varint(graph.Length), .. after];
        (entry.Offset, entry.Size, entry.Crc32C) = (data.Length, text.Length, Crc32C.Masked(size, after));
        entries[at] = (entries[at].Key, entry.ToByteArray());
        return (Written(entries), [.. data, .. text]);
    }

    private static TrackableObjectGraph Damaged(TrackableObjectGraph graph, Random random)
    {
        for (var hits = random.Next(1, 6); hits > 0; hits--)
        {
            var (node, other) = (random.Of(graph.Nodes), random.Of(graph.Nodes));
            switch (random.Next(4))
            {
                case 0 when node.Children.Count > 0:
                    random.Of(node.Children).NodeId = random.Next(-1, graph.Nodes.Count + 1);
                    break;
                case 1 when node.Children.Count > 0 && other.Children.Count > 0:
                    random.Of(node.Children).LocalName = random.Of(other.Children).LocalName;
                    break;
                case 2 when node.Attributes.Count > 0 && other.Attributes.Count > 0:
                    (node.Attributes[0].CheckpointKey, node.Attributes[0].FullName) = (other.Attributes[0].CheckpointKey, other.Attributes[0].FullName + "/x");
                    break;
                default:
                    node.Children.Clear();
                    break;
            }
        }

        return graph;
    }

    // A whole number of the entry's message.
    private static byte[] Changed(byte[] value, Random random)
    {
        try
        {
            var entry = BundleEntryProto.Parser.ParseFrom(value);
            switch (random.Next(5))
            {
                case 0:
                    entry.Dtype = random.Next(30);
                    break;
                case 1:
                    entry.Offset = random.Number();
                    break;
                case 2:
                    entry.Size = random.Number();
                    break;
                case 3:
                    (entry.Shape ??= new()).Dim.Add(new TensorFrames.Graphs.Proto.TensorShapeProto.Types.Dim { Size = random.Number() });
                    break;
                default:
                    entry.Slices.Add(new TensorSliceProto { Extent = { new TensorSliceProto.Types.Extent { Start = random.Number(), Length = random.Number() } } });
                    break;
            }

            return entry.ToByteArray();
        }
        catch (InvalidProtocolBufferException)
        {
            return value;
        }
    }

    private static byte[] Written(List<(byte[] Key, byte[] Value)> entries)
    {
        var index = new IndexFile();
        foreach (var (key, value) in entries)
        {
            index.Entry(0, key, value);
        }

        return index.Bytes();
    }

    private static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }
}
