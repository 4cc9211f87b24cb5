using System.Security.Cryptography;

namespace TensorFrames.Locating;

/// <summary>Reads another stream and counts, hashes and bounds what goes by.</summary>
sealed class MeteredStream(Stream inner, long limit, Action<long>? report = null) : Stream
{
    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Bytes read so far.</summary>
    public long Count { get; private set; }

    /// <summary>Lower-case hex sum of the bytes read so far.</summary>
    public string Sha256 => Convert.ToHexStringLower(hash.GetCurrentHash());

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        hash.AppendData(buffer[..count]);
        Count += count;
        if (Count > limit)
        {
            throw new InvalidDataException($"more than {limit} bytes");
        }
        report?.Invoke(Count);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Reads to the end, so that count and sum are those of the whole.</summary>
    public void Drain()
    {
        var rest = new byte[1 << 16];
        while (Read(rest) > 0)
        {
        }
    }

    protected override void Dispose(bool disposing)
    {
        hash.Dispose();
        base.Dispose(disposing);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
