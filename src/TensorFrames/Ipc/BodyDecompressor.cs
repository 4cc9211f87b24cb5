using System.Buffers.Binary;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;

namespace TensorFrames.Ipc;

/// <summary>Unpacks buffers from one block to their boundaries in another.</summary>
internal sealed unsafe class BodyDecompressor : IDisposable
{
    private const int PrefixBytes = sizeof(long);
    private const int NotCompressed = -1;

    /// <summary>Writers may pad a buffer, but not much.</summary>
    private const int Slack = 64 << 10;

    /// <summary>One byte of an LZ4 block stands for at most this many.</summary>
    private const int Lz4Ratio = 255;

    /// <summary>A Zstandard block of four bytes, header and all, stands for at most 128 KiB.</summary>
    private const int ZstdRatio = 32 << 10;

    private readonly RawMemory _source = new();
    private readonly RawMemory _target = new();
    private ICompressionCodec? _lz4;
    private ICompressionCodec? _zstd;

    /// <summary>
    /// Reads the lengths that the buffers say they unpack to, and refuses those that make no sense for the type and the
    /// row count. Leaves each slot's place among the packed bytes in <see cref="BufferSlot.Staged"/>.
    /// </summary>
    public static void Measure(Span<BufferSlot> slots, AlignedBlock packed, IpcCompression codec)
    {
        foreach (ref var slot in slots)
        {
            slot.Staged = slot.Position;
            if (slot.FrameLength == 0)
            {
                slot.Length = 0;
            }
            else if (slot.FrameLength < PrefixBytes)
            {
                throw new IpcFormatException($"a compressed buffer of {slot.FrameLength} bytes has no room for its length", slot.Column.Path);
            }
            else
            {
                slot.Length = Declared(slot, packed, codec);
            }

            if (slot.Length < slot.Need)
            {
                throw new IpcFormatException($"a buffer unpacks to {slot.Length} bytes, {slot.Need} needed", slot.Column.Path);
            }
        }
    }

    /// <summary>Unpacks all, in the order of their places, so that the block grows with what is in it; returns the bytes decompressed and those that were stored as they are and copied.</summary>
    public (long Decompressed, long Copied) Run(
        ReadOnlySpan<BufferSlot> slots, ReadOnlySpan<int> order, AlignedBlock packed, GrowingBlock block, IpcCompression method, CancellationToken cancellationToken)
    {
        long decompressed = 0, copied = 0;
        foreach (var i in order)
        {
            ref readonly var slot = ref slots[i];
            if (slot.Length == 0 || slot.Filled)
            {
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            var from = packed.Pointer + slot.Staged + PrefixBytes;
            if (Prefix(slot, packed) == NotCompressed)
            {
                Buffer.MemoryCopy(from, block.Room(slot.Position, slot.Length), slot.Length, slot.Length);
                copied += slot.Length;
                continue;
            }

            Unpack(slot, from, block, method, cancellationToken);
            decompressed += slot.Length;
        }

        return (decompressed, copied);
    }

    public void Dispose()
    {
        _lz4?.Dispose();
        _zstd?.Dispose();
    }

    private static long Declared(in BufferSlot slot, AlignedBlock packed, IpcCompression codec)
    {
        var length = Prefix(slot, packed);
        var stored = slot.FrameLength - PrefixBytes;
        if (length == NotCompressed)
        {
            return stored;
        }

        var most = Math.Min(int.MaxValue, slot.Bound == long.MaxValue ? long.MaxValue : slot.Bound + Slack);
        most = Math.Min(most, (stored * (codec == IpcCompression.Lz4 ? Lz4Ratio : ZstdRatio)) + Slack);
        return length >= 0 && length <= most
            ? length
            : throw new IpcFormatException($"a buffer of {stored} compressed bytes says it unpacks to {length}, at most {most} make sense", slot.Column.Path);
    }

    private void Unpack(in BufferSlot slot, byte* from, GrowingBlock block, IpcCompression method, CancellationToken cancellationToken)
    {
        long count;
        var length = slot.FrameLength - PrefixBytes;
        try
        {
            count = block.Holds(slot.Position + slot.Length)
                ? Codec(method).Decompress(_source.Over(from, length), _target.Over(block.Block.Pointer + slot.Position, slot.Length))
                : SteppedUnpacking.Run(from, length, block, slot.Position, slot.Length, method, cancellationToken);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException or IpcFormatException))
        {
            throw new IpcFormatException($"a buffer cannot be decompressed ({method}): {e.Message}", slot.Column.Path, e);
        }

        if (count != slot.Length)
        {
            var unpacks = count > slot.Length ? $"more than {slot.Length}" : $"{count}";
            throw new IpcFormatException($"a buffer unpacks to {unpacks} bytes, its prefix says {slot.Length}", slot.Column.Path);
        }
    }

    private static long Prefix(in BufferSlot slot, AlignedBlock packed) =>
        BinaryPrimitives.ReadInt64LittleEndian(new(packed.Pointer + slot.Staged, PrefixBytes));

    private ICompressionCodec Codec(IpcCompression method) => method == IpcCompression.Lz4
        ? _lz4 ??= new CompressionCodecFactory().CreateCodec(CompressionCodecType.Lz4Frame)
        : _zstd ??= new CompressionCodecFactory().CreateCodec(CompressionCodecType.Zstd);
}
