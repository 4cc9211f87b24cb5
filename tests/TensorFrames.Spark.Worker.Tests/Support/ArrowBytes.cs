using System.Buffers.Binary;
using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace TensorFrames.Spark.Worker.Tests.Support;

/// <summary>Arrow streams as bytes.</summary>
internal static class ArrowBytes
{
    /// <summary>One struct column named struct, with one double x = 0, 1, 2, … in it: the input of eval type 207.</summary>
    internal static byte[] Doubles(int rows, int batches = 1)
    {
        var type = new StructType([new Field("x", DoubleType.Default, nullable: true)]);
        var schema = new Schema([new Field("struct", type, nullable: false)], null);
        using var stream = new MemoryStream();
        using (var writer = new ArrowStreamWriter(stream, schema))
        {
            writer.WriteStart();
            var values = new DoubleArray.Builder().AppendRange(Enumerable.Range(0, rows).Select(i => (double)i)).Build();
            for (var i = 0; i < batches; i++)
            {
                writer.WriteRecordBatch(new RecordBatch(schema, [new StructArray(type, rows, [values], ArrowBuffer.Empty)], rows));
            }

            writer.WriteEnd();
        }

        return stream.ToArray();
    }

    /// <summary>A stream up to its first batch's header, whose body and last buffer say that they have so many bytes more; nothing follows.</summary>
    internal static byte[] Claiming(byte[] stream, long bytes)
    {
        var at = 8 + BinaryPrimitives.ReadInt32LittleEndian(stream.AsSpan(4));
        var message = stream[..(at + 8 + BinaryPrimitives.ReadInt32LittleEndian(stream.AsSpan(at + 4)))];
        var body = BodyLength(message.AsSpan(at + 8));
        for (var i = at + 8; i + 8 <= message.Length; i++)
        {
            // The body's length and, as the only buffer is all of it, the buffer's.
            if (BinaryPrimitives.ReadInt64LittleEndian(message.AsSpan(i)) == body)
            {
                BinaryPrimitives.WriteInt64LittleEndian(message.AsSpan(i), bytes);
            }
        }

        return message;
    }

    /// <summary>One struct column with one binary value in it, of random bytes, every 64 of them twice, which take half as many compressed.</summary>
    internal static byte[] Packed(CompressionCodecType codec, int bytes)
    {
        var values = new byte[bytes];
        var random = new Random(1);
        for (var at = 0; at < bytes; at += 128)
        {
            random.NextBytes(values.AsSpan(at, Math.Min(64, bytes - at)));
            values.AsSpan(at, Math.Min(64, bytes - at)).CopyTo(values.AsSpan(Math.Min(at + 64, bytes - 64)));
        }

        var array = new BinaryArray.Builder().Append(values.AsSpan()).Build();
        return Tasks.FakeTask.Wrapped(
            new Schema([new Field("b", BinaryType.Default, nullable: false)], null),
            [new RecordBatch(new Schema([new Field("b", BinaryType.Default, nullable: false)], null), [array], 1)],
            new IpcOptions { CompressionCodecFactory = new CompressionCodecFactory(), CompressionCodec = codec });
    }

    /// <summary>Makes the last compressed buffer say that it unpacks to so many bytes.</summary>
    internal static void ClaimUnpacked(byte[] stream, CompressionCodecType codec, long bytes)
    {
        var last = stream.AsSpan().LastIndexOf(codec == CompressionCodecType.Lz4Frame ? [0x04, 0x22, 0x4D, 0x18] : new byte[] { 0x28, 0xB5, 0x2F, 0xFD });
        BinaryPrimitives.WriteInt64LittleEndian(stream.AsSpan(last - 8), bytes);
    }

    /// <summary>Of all batches of a stream; 0 where there is none.</summary>
    internal static int Rows(byte[]? stream)
    {
        if (stream is null)
        {
            return 0;
        }

        var rows = 0;
        using var reader = new ArrowStreamReader(new MemoryStream(stream), new CompressionCodecFactory());
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            rows += batch.Length;
            batch.Dispose();
        }

        return rows;
    }

    /// <summary>Where the stream that starts at <paramref name="at"/> ends, its end mark included.</summary>
    internal static int End(ReadOnlySpan<byte> bytes, int at)
    {
        while (true)
        {
            Assert.Equal(-1, BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]));
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 4)..]);
            at += 8;
            if (length == 0)
            {
                return at;
            }

            at += length + (int)BodyLength(bytes.Slice(at, length));
        }
    }

    /// <summary>Field 3 of the flatbuffer Message.</summary>
    internal static long BodyLength(ReadOnlySpan<byte> message)
    {
        var table = BinaryPrimitives.ReadInt32LittleEndian(message);
        var slots = table - BinaryPrimitives.ReadInt32LittleEndian(message[table..]);
        var at = BinaryPrimitives.ReadUInt16LittleEndian(message[slots..]) > 10 ? BinaryPrimitives.ReadUInt16LittleEndian(message[(slots + 10)..]) : 0;
        return at == 0 ? 0 : BinaryPrimitives.ReadInt64LittleEndian(message[(table + at)..]);
    }
}
