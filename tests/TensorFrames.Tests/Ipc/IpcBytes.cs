using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using TensorFrames.Ipc;
using Xunit;

namespace TensorFrames.Tests.Ipc;

/// <summary>Tables as bytes, by Apache.Arrow's own writers and readers: the reference that ours are held against.</summary>
internal static class IpcBytes
{
    public static byte[] Stream(IReadOnlyList<RecordBatch> batches, IpcCompression compression = IpcCompression.None, bool legacy = false) =>
        Write((stream, options) => new ArrowStreamWriter(stream, batches[0].Schema, leaveOpen: true, options), batches, compression, legacy);

    public static byte[] File(IReadOnlyList<RecordBatch> batches, IpcCompression compression = IpcCompression.None) =>
        Write((stream, options) => new ArrowFileWriter(stream, batches[0].Schema, leaveOpen: true, options), batches, compression, legacy: false);

    /// <summary>What Apache.Arrow's own reader makes of a stream.</summary>
    public static (Schema Schema, List<RecordBatch> Batches) Reference(byte[] stream)
    {
        var reader = new ArrowStreamReader(new MemoryStream(stream), new CompressionCodecFactory());
        var batches = new List<RecordBatch>();
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            batches.Add(batch);
        }

        return (reader.Schema, batches);
    }

    /// <summary>What ours makes of it.</summary>
    public static (Schema Schema, List<RecordBatch> Batches) Read(byte[] stream) => Read(new MemoryStream(stream));

    public static (Schema Schema, List<RecordBatch> Batches) Read(Stream stream, IpcReadOptions? options = null)
    {
        using var reader = new AlignedIpcReader(stream, options);
        var batches = new List<RecordBatch>();
        try
        {
            while (reader.Read(TestContext.Current.CancellationToken) is { } batch)
            {
                batches.Add(batch);
            }

            return (reader.Schema, batches);
        }
        catch
        {
            batches.ForEach(batch => batch.Dispose());
            throw;
        }
    }

    public static List<RecordBatch> Read(Tables.Partition partition, IReadOnlyList<string>? columns = null)
    {
        using var reader = partition.Open(columns);
        var batches = new List<RecordBatch>();
        while (reader.Read(TestContext.Current.CancellationToken) is { } batch)
        {
            batches.Add(batch);
        }

        return batches;
    }

    private static byte[] Write(Func<Stream, IpcOptions, ArrowStreamWriter> open, IReadOnlyList<RecordBatch> batches, IpcCompression compression, bool legacy)
    {
        using var stream = new MemoryStream();
        var options = new IpcOptions { CompressionCodecFactory = new CompressionCodecFactory(), WriteLegacyIpcFormat = legacy };
        options.CompressionCodec = compression switch
        {
            IpcCompression.Lz4 => CompressionCodecType.Lz4Frame,
            IpcCompression.Zstd => CompressionCodecType.Zstd,
            _ => null,
        };
        using (var writer = open(stream, options))
        {
            writer.WriteStart();
            foreach (var batch in batches)
            {
                writer.WriteRecordBatch(batch);
            }

            writer.WriteEnd();
        }

        return stream.ToArray();
    }
}
