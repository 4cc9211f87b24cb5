namespace TensorFrames.Ipc;

/// <summary>
/// The stream with its byte counters. It never reads past what is asked for: a worker's socket carries other messages
/// after the Arrow stream.
/// </summary>
internal sealed class IpcSource(Stream stream) : IDisposable
{
    private const int ChunkBytes = 1 << 30;
    private const long ModestBytes = 64L << 20;
    private byte[]? _waste;

    public long BytesRead { get; private set; }

    public long BytesSkipped { get; private set; }

    /// <summary>Bytes left, where the stream can tell.</summary>
    public long? Left => stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : null;

    /// <summary>
    /// Bytes that may be allocated on the word of a length field: where the stream cannot tell what is left, a modest
    /// size and as much again as has come.
    /// </summary>
    public long Believed => stream.CanSeek ? long.MaxValue : ModestBytes + BytesRead;

    /// <summary>Whether several pieces of memory are filled in one go.</summary>
    public bool Scatters => stream is ScatterStream;

    /// <summary>Fills pieces of <paramref name="length"/> bytes in all.</summary>
    public void ReadExactly(Span<MemoryPiece> pieces, long length, string what)
    {
        var count = ((ScatterStream)stream).Fill(pieces);
        BytesRead += count;
        if (count < length)
        {
            throw Cut(what, length, count);
        }
    }

    public void Seek(long position) => stream.Position = position;

    /// <summary>Fills as much of <paramref name="target"/> as the stream has.</summary>
    public int Fill(Span<byte> target)
    {
        var count = stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        BytesRead += count;
        return count;
    }

    public void ReadExactly(Span<byte> target, string what)
    {
        var count = Fill(target);
        if (count < target.Length)
        {
            throw Cut(what, target.Length, count);
        }
    }

    public unsafe void ReadExactly(byte* target, long length, string what, CancellationToken cancellationToken)
    {
        for (long done = 0; done < length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var chunk = (int)Math.Min(length - done, ChunkBytes);
            var count = Fill(new Span<byte>(target + done, chunk));
            if (count < chunk)
            {
                throw Cut(what, length, done + count);
            }

            done += chunk;
        }
    }

    public void Skip(long length, string what, CancellationToken cancellationToken)
    {
        if (length == 0)
        {
            return;
        }

        if (stream.CanSeek)
        {
            var left = stream.Length - stream.Position;
            if (left < length)
            {
                throw Cut(what, length, Math.Max(0, left));
            }

            stream.Position += length;
            BytesSkipped += length;
            return;
        }

        _waste ??= new byte[64 << 10];
        for (long done = 0; done < length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var chunk = (int)Math.Min(length - done, _waste.Length);
            var count = Fill(_waste.AsSpan(0, chunk));
            if (count < chunk)
            {
                throw Cut(what, length, done + count);
            }

            done += chunk;
            BytesSkipped += chunk;
        }
    }

    public static IpcFormatException Cut(string what, long wanted, long came) =>
        new($"it is cut short: {what} needs {wanted} bytes, {came} came");

    public void Dispose() => stream.Dispose();
}
