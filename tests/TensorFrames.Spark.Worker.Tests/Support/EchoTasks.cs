using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using TensorFrames.Spark.Worker.Protocol;

namespace TensorFrames.Spark.Worker.Tests.Support;

/// <summary>Tasks whose answer is their input.</summary>
internal static class EchoTasks
{
    internal static HeaderWriter Of(SparkVersion spark, byte[] data, int evalType = EvalType.MapArrow) => new(spark)
    {
        EvalType = evalType,
        Functions = [([0], [Command(data, evalType, [0])])],
    };

    /// <summary>Our command over columns of an Arrow stream: for 207, those within its struct.</summary>
    internal static byte[] Command(byte[] data, int evalType, IReadOnlyList<int> arguments)
    {
        using var reader = new ArrowStreamReader(new MemoryStream(data), new CompressionCodecFactory());
        var fields = evalType == EvalType.MapArrow
            ? ((StructType)reader.Schema.FieldsList.Single().DataType).Fields
            : arguments.Select(a => reader.Schema.FieldsList[a]).ToList();
        return new EchoTask
        {
            Columns = evalType == EvalType.MapArrow ? [.. Enumerable.Range(0, fields.Count)] : [0],
            Input = new Schema(fields, null),
            Output = new Schema(evalType == EvalType.MapArrow ? fields : fields.Take(1), null),
        }.ToBytes();
    }

    /// <summary>The same over a connection of its own.</summary>
    internal static void Echoes(FakeJvm daemon)
    {
        using var jvm = daemon.Connect();
        Echoes(jvm);
    }

    /// <summary>Gives a task to the worker and gets its rows back.</summary>
    internal static void Echoes(JvmConnection jvm, SparkVersion? spark = null)
    {
        var data = ArrowBytes.Doubles(rows: 1000, batches: 3);
        var reply = jvm.Run(Of(spark ?? SparkVersion.V43, data), data);
        Assert.Null(reply.Error);
        Assert.Equal(3000, ArrowBytes.Rows(reply.Arrow));
        Assert.True(reply.Reusable);
    }
}
