using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace TensorFrames.Spark.Worker.Protocol;

/// <summary>
/// Spark's big-endian fields from a stream, within a number of bytes. No length is believed before its bytes are there:
/// memory grows with what has come.
/// </summary>
internal sealed class WireReader(Stream stream, long budget, string what)
{
    private const int Step = 64 << 10;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Bytes that may still be read.</summary>
    internal long Left { get; private set; } = budget;

    /// <summary>Sets how many bytes follow, once the sender has said it.</summary>
    internal void Limit(string field, int length) => Left = length >= 0 && length <= Left ? length : throw TooLong(field, length);

    internal int Int32(string field)
    {
        Span<byte> bytes = stackalloc byte[4];
        Fill(bytes, field);
        return BinaryPrimitives.ReadInt32BigEndian(bytes);
    }

    internal long Int64(string field)
    {
        Span<byte> bytes = stackalloc byte[8];
        Fill(bytes, field);
        return BinaryPrimitives.ReadInt64BigEndian(bytes);
    }

    internal bool Bool(string field)
    {
        Span<byte> bytes = stackalloc byte[1];
        Fill(bytes, field);
        return bytes[0] switch
        {
            0 => false,
            1 => true,
            var other => throw new ProtocolException($"{what}: {field} is {other}, 0 or 1 wanted"),
        };
    }

    internal int Count(string field)
    {
        var count = Int32(field);

        // The smallest thing counted takes 4 bytes.
        return count >= 0 && count <= Left / 4 ? count : throw new ProtocolException($"{what}: {field} is {count}, and {Left} bytes may follow");
    }

    internal string String(string field)
    {
        var bytes = Bytes(field);
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new ProtocolException($"{what}: {field} is not UTF-8", e);
        }
    }

    internal byte[] Bytes(string field)
    {
        var length = Length(field);
        var bytes = new byte[Math.Min(length, Step)];
        for (var filled = 0; ;)
        {
            Fill(bytes.AsSpan(filled), field);
            filled = bytes.Length;
            if (filled == length)
            {
                return bytes;
            }

            Array.Resize(ref bytes, (int)Math.Min(length, 2L * filled));
        }
    }

    /// <summary>Passes over a string or bytes.</summary>
    internal void Skip(string field)
    {
        var length = Length(field);
        var scratch = ArrayPool<byte>.Shared.Rent(Math.Min(length, Step));
        try
        {
            for (; length > 0; length -= Math.Min(length, Step))
            {
                Fill(scratch.AsSpan(0, Math.Min(length, Step)), field);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    private int Length(string field)
    {
        var length = Int32(field);
        return length >= 0 && length <= Left ? length : throw TooLong(field, length);
    }

    private ProtocolException TooLong(string field, int length) => new($"{what}: {field} claims {length} bytes, and at most {Left} may follow");

    private void Fill(Span<byte> bytes, string field)
    {
        if (bytes.Length > Left)
        {
            throw new ProtocolException($"{what}: ends within {field}");
        }

        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new EndOfStreamException($"{what}: the connection ended within {field}");
        }

        Left -= bytes.Length;
    }
}
