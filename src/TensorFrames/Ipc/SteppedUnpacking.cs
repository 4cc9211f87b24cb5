using K4os.Compression.LZ4.Streams;
using ZstdSharp;

namespace TensorFrames.Ipc;

/// <summary>
/// Unpacks a buffer whose length is not believed yet: step by step, the block grown with the bytes that really came out.
/// Both codecs take no more than a window of their own for it.
/// </summary>
internal static unsafe class SteppedUnpacking
{
    private const int Step = 1 << 30;

    /// <summary>Bytes that it unpacks to, up to one more than <paramref name="wanted"/>.</summary>
    internal static long Run(byte* from, long length, GrowingBlock block, long position, long wanted, IpcCompression method, CancellationToken cancellationToken)
    {
        using var packed = new UnmanagedMemoryStream(from, length);
        using Stream stream = method == IpcCompression.Lz4 ? LZ4Stream.Decode(packed) : new DecompressionStream(packed);
        long done = 0;
        while (done < wanted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var to = block.Next(position + done, wanted - done, out var fits);
            var count = stream.Read(new Span<byte>(to, (int)Math.Min(fits, Step)));
            if (count == 0)
            {
                return done;
            }

            done += count;
        }

        return stream.ReadByte() < 0 ? done : done + 1;
    }
}
