using System.Buffers.Binary;

namespace TensorFrames.Spark.Worker.Protocol;

/// <summary>Reads task headers from one connection: Spark 3.5, 4.0, 4.1, 4.2 and, in a frame, 4.3 and later.</summary>
/// <param name="hint">Spark's version as the environment tells it.</param>
internal sealed class HeaderReader(SparkVersion? hint)
{
    /// <summary>Of a header with its commands. Real ones take 4 to 10 KB and a graph of up to 32.</summary>
    internal const int Limit = 64 << 20;

    private readonly Broadcasts _broadcasts = new();

    /// <summary>The connection's next header; null where it ends instead, as it does when Spark needs it no more.</summary>
    /// <exception cref="ProtocolException">It is broken, or of a version that is not known.</exception>
    /// <exception cref="EndOfStreamException">The connection ended within it.</exception>
    internal ParsedHeader? Read(Stream stream)
    {
        if (First(stream) is not { } first)
        {
            return null;
        }

        var reader = new WireReader(stream, Limit, "task header");
        var framed = first == Marker.StartOfInitMessage;
        if (framed)
        {
            reader.Limit("its frame", reader.Int32("its frame's length"));
            first = reader.Int32("the partition");
        }

        if (first < -1)
        {
            throw new ProtocolException($"task header: {first} where a partition's number belongs");
        }

        var tag = FunctionTag.Parse(reader.String("the function's version"));
        var spark = Layout(framed, tag);
        var header = ReadRest(reader, first, tag, spark);
        return framed && reader.Left > 0
            ? throw new ProtocolException($"task header: {reader.Left} bytes of its frame are left over: this Spark ({tag.Spark ?? hint ?? spark}) writes more than this worker knows")
            : header;
    }

    private static int? First(Stream stream)
    {
        Span<byte> bytes = stackalloc byte[4];
        return stream.ReadAtLeast(bytes, 4, throwOnEndOfStream: false) switch
        {
            0 => null,
            4 => BinaryPrimitives.ReadInt32BigEndian(bytes),
            _ => throw new EndOfStreamException("task header: the connection ended within the partition"),
        };
    }

    /// <summary>The layout that the rest is in. Versions after 4.3 are taken to write what 4.3 does.</summary>
    private SparkVersion Layout(bool framed, FunctionTag tag)
    {
        if (framed)
        {
            return SparkVersion.V43;
        }

        var version = tag.Spark ?? hint ?? throw new ProtocolException($"Spark's version is not known: neither the function ('{tag.Text}') nor the worker's environment (PYTHONPATH with the spark-core jar) says it");
        return version < SparkVersion.V35
            ? throw new ProtocolException($"Spark {version} is older than 3.5, the oldest that this worker serves")
            : version > SparkVersion.V42 ? SparkVersion.V42 : version;
    }

    private ParsedHeader ReadRest(WireReader reader, int partition, FunctionTag tag, SparkVersion spark)
    {
        var context = spark >= SparkVersion.V42 ? TaskContextJson.Read(reader) : TaskContextFields.Read(reader, spark);
        var files = reader.String("the files' folder");
        for (var left = reader.Count("the number of includes"); left > 0; left--)
        {
            reader.Skip("an include");
        }

        _broadcasts.Read(reader);
        var type = reader.Int32("the eval type");
        if (EvalType.IsTableFunction(type) || EvalType.Name(type) is null)
        {
            // What follows has another layout, or one that is not known: the connection ends with this.
            throw new ProtocolException($"eval type {EvalType.Describe(type)} is none that this worker runs: it runs {EvalType.Describe(EvalType.MapArrow)} and {EvalType.Describe(EvalType.Scalar)}");
        }

        return new(spark, tag, new()
        {
            Partition = partition,
            StageId = context.StageId,
            AttemptNumber = context.AttemptNumber,
            TaskAttemptId = context.TaskAttemptId,
            Cpus = context.Cpus,
            IsBarrier = context.IsBarrier,
            Resources = context.Resources,
            Settings = context.Settings,
            FilesFolder = files,
            EvalType = type,
            Functions = FunctionFields.Read(reader, type, spark),
        });
    }
}
