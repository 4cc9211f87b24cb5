using System.Buffers.Binary;
using Google.Protobuf;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Models.Bundles;

/// <summary>A checkpoint's value as a tensor, compared with its checksum.</summary>
internal static class BundleTensor
{
    /// <exception cref="GraphException">The bytes do not have their checksum, or are of a dtype that graphs cannot hold.</exception>
    public static TensorProto Read(Bundle bundle, BundleEntry entry)
    {
        if (entry.DType.Width() == 0 && entry.DType != DType.String)
        {
            throw new GraphException($"The checkpoint '{bundle.Prefix}': '{entry.Key}' is {entry.DType.Name()}, which no constant can be. Fix: fetch what does not read it.");
        }

        var tensor = Tensors.Of(entry.DType, entry.Shape);
        if (entry.IsSliced)
        {
            tensor.TensorContent = UnsafeByteOperations.UnsafeWrap(BundleSlices.Read(bundle, entry));
        }
        else if (entry.DType == DType.String)
        {
            Strings(bundle, entry, tensor);
        }
        else
        {
            tensor.TensorContent = UnsafeByteOperations.UnsafeWrap(Checked(bundle, entry));
        }

        return tensor;
    }

    /// <summary>The bytes of a value of fixed width.</summary>
    public static byte[] Checked(Bundle bundle, BundleEntry entry)
    {
        var bytes = entry.Read();
        return Crc32C.Masked(bytes) == entry.Checksum ? bytes : throw Damaged(bundle, entry);
    }

    // All lengths, their checksum, then all bytes.
    private static void Strings(Bundle bundle, BundleEntry entry, TensorProto tensor)
    {
        var bytes = entry.Read();
        var reader = new ByteReader(bytes);
        var lengths = new List<ulong>();
        for (var i = 0L; i < entry.Shape.Count; i++)
        {
            lengths.Add(reader.TryVarint(out var length) ? length : throw Damaged(bundle, entry));
        }

        // The entry's checksum is of the lengths as the other one is, and of all that follows them.
        var widened = Widened(lengths);
        var after = bytes.AsSpan(bytes.Length - reader.Left);
        if (!reader.TryTake(sizeof(uint), out var checksum) || BinaryPrimitives.ReadUInt32LittleEndian(checksum) != Crc32C.Masked(widened)
            || Crc32C.Masked(widened, after) != entry.Checksum)
        {
            throw Damaged(bundle, entry);
        }

        foreach (var length in lengths)
        {
            tensor.StringVal.Add(reader.TryTake(length, out var text) ? ByteString.CopyFrom(text) : throw Damaged(bundle, entry));
        }

        if (reader.Left != 0)
        {
            throw Damaged(bundle, entry);
        }
    }

    // The checksum is of the lengths as integers: of 32 bits where they fit, else of 64.
    private static byte[] Widened(List<ulong> lengths)
    {
        var bytes = new List<byte>();
        Span<byte> buffer = stackalloc byte[sizeof(ulong)];
        foreach (var length in lengths)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(buffer, length);
            bytes.AddRange(length <= uint.MaxValue ? buffer[..sizeof(uint)] : buffer);
        }

        return [.. bytes];
    }

    private static GraphException Damaged(Bundle bundle, BundleEntry entry) =>
        new($"The checkpoint '{bundle.Prefix}' is damaged: the bytes of '{entry.Key}' ({entry.DType.Name()} {entry.Shape}) do not have their checksum. Fix: write or copy the checkpoint again.");
}
