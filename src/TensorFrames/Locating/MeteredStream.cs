using System.Security.Cryptography;
using TensorFrames.Ipc;

namespace TensorFrames.Locating;

/// <summary>Reads another stream and counts, hashes and bounds what goes by.</summary>
sealed class MeteredStream(Stream inner, long limit, Action<long>? report = null) : ForwardStream
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
}
