using System.Buffers.Binary;

namespace TensorFrames.Ipc;

/// <summary>Reads the framing: length, metadata, and what the metadata says about the body that follows.</summary>
/// <param name="source">The stream.</param>
/// <param name="needsEndMark">Whether a stream that has begun must end with its mark.</param>
internal sealed class MessageReader(IpcSource source, bool needsEndMark)
{
    private const int Continuation = -1;

    /// <summary>Below what any four characters of text would say, so that text is told apart from a cut stream.</summary>
    private const int MaxMetadataBytes = 128 << 20;
    private const int FirstStep = 64 << 10;
    private const int FileMagicStart = 0x4F525241; // "ARRO"
    private const int FileMagicEnd = 0x00003157; // "W1", padded
    private byte[] _metadata = new byte[4096];
    private int _length;
    private bool _any;
    private bool _fileFraming;

    public ReadOnlySpan<byte> Metadata => _metadata.AsSpan(0, _length);

    public MetadataVersion Version { get; private set; }

    /// <summary>Bytes of the body that follows.</summary>
    public long BodyLength { get; private set; }

    public FlatTable Header => FlatTable.Root(Metadata).Table(2, "header");

    /// <summary>Reads the next message up to its body; <see cref="MessageKind.End"/> at the end of the stream.</summary>
    public MessageKind Next()
    {
        var length = Prefix();
        if (length == 0)
        {
            return MessageKind.End;
        }

        if (length is < 0 or > MaxMetadataBytes)
        {
            throw new IpcFormatException($"{(_any ? "a message" : "it is no Arrow IPC: its first message")} would have {(uint)length} bytes of metadata");
        }

        if (length > source.Left)
        {
            throw IpcSource.Cut(_any ? "a message's metadata" : "the schema", length, source.Left.Value);
        }

        ReadMetadata(length);
        var message = FlatTable.Root(Metadata);
        var version = message.Short(0);
        if (version is not ((short)MetadataVersion.V4 or (short)MetadataVersion.V5))
        {
            throw new IpcFormatException($"its metadata has version V{version + 1}; V4 and V5 are read");
        }

        Version = (MetadataVersion)version;
        BodyLength = message.Long(3);
        if (BodyLength < 0)
        {
            throw new IpcFormatException($"a message says it has {BodyLength} bytes of body");
        }

        _any = true;
        return message.Byte(1) is var kind and >= (byte)MessageKind.Schema and <= (byte)MessageKind.Batch
            ? (MessageKind)kind
            : throw new IpcFormatException($"a message is of kind {message.Byte(1)} (a tensor?); schemas, dictionaries and record batches are read");
    }

    private int Prefix()
    {
        Span<byte> four = stackalloc byte[sizeof(int)];
        var first = Word(four, atEnd: true);
        if (first == FileMagicStart && !_any)
        {
            // A file that cannot be sought, as on standard input: what comes before its footer is a stream.
            _fileFraming = Word(four, atEnd: false) == FileMagicEnd
                ? true
                : throw new IpcFormatException("it is no Arrow IPC: it begins with ARRO but not like a file");
            first = Word(four, atEnd: true);
        }

        return first == Continuation ? Word(four, atEnd: false) : first;
    }

    private int Word(Span<byte> four, bool atEnd)
    {
        var count = source.Fill(four);
        if (count == four.Length)
        {
            return BinaryPrimitives.ReadInt32LittleEndian(four);
        }

        if (count == 0 && atEnd && _any && needsEndMark)
        {
            throw new IpcFormatException("it is cut short: it ends without its end mark, so more batches may be missing");
        }

        if (count > 0 || !atEnd || _fileFraming)
        {
            throw IpcSource.Cut("a message's length", four.Length, count);
        }

        return 0;
    }

    private void ReadMetadata(int length)
    {
        // In steps, so that a length that lies costs no more than what really came.
        _length = 0;
        for (var step = FirstStep; _length < length; step *= 2)
        {
            var target = Math.Min(length, _length + step);
            if (_metadata.Length < target)
            {
                Array.Resize(ref _metadata, target);
            }

            var count = source.Fill(_metadata.AsSpan(_length, target - _length));
            if (_length + count < target)
            {
                throw IpcSource.Cut(_any ? "a message's metadata" : "the schema", length, _length + count);
            }

            _length = target;
        }
    }
}
