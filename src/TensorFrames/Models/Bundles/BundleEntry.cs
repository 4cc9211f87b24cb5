using TensorFrames.Models.Proto;

namespace TensorFrames.Models.Bundles;

/// <summary>One value of a checkpoint: where it lies, and what it is. Nothing is read yet.</summary>
internal sealed class BundleEntry
{
    private readonly BundleEntryProto _proto;
    private readonly BundleShards _shards;

    public BundleEntry(string key, BundleEntryProto proto, BundleShards shards, string index)
    {
        (Key, _proto, _shards) = (key, proto, shards);
        DType = (DType)proto.Dtype;
        Shape = ShapeOf(proto) ?? throw new GraphException($"'{index}': the shape of '{key}' has unknown or negative sizes, or more elements than an int64 counts. Fix: save the checkpoint again.");
        var count = Shape.Count;
        var size = DType.Width() == 0 ? proto.Size : count <= long.MaxValue / DType.Width() ? count * DType.Width() : -1;
        if (size < 0 || (proto.Slices.Count == 0 && (size != proto.Size || !shards.Holds(proto.ShardId, proto.Offset, proto.Size) || (DType == DType.String && count > proto.Size))))
        {
            throw new GraphException($"'{index}': '{key}' ({DType.Name()} {Shape}) is said to be {proto.Size} bytes at {proto.Offset} of file {proto.ShardId}, which do not fit. Fix: write or copy the checkpoint again.");
        }
    }

    public string Key { get; }

    public DType DType { get; }

    /// <summary>All sizes are known, and their product is an int64.</summary>
    public TensorShape Shape { get; }

    /// <summary>Bytes in the file; of a value in parts, of all elements.</summary>
    public long Size => IsSliced ? Shape.Count * DType.Width() : _proto.Size;

    /// <summary>Whether it was saved in parts, which have entries of their own.</summary>
    public bool IsSliced => _proto.Slices.Count != 0;

    public IReadOnlyList<TensorSliceProto> Slices => _proto.Slices;

    public uint Checksum => _proto.Crc32C;

    public byte[] Read() => _shards.Read(_proto.ShardId, _proto.Offset, _proto.Size);

    private static TensorShape? ShapeOf(BundleEntryProto proto)
    {
        if (proto.Shape?.UnknownRank == true || proto.Shape?.Dim.Any(d => d.Size < 0) == true || proto.Shape?.Dim.Count > 254)
        {
            return null;
        }

        var shape = new TensorShape([.. proto.Shape?.Dim.Select(d => d.Size) ?? []]);
        return shape.Count < 0 ? null : shape;
    }
}
