using TensorFrames.Spark.Worker.Protocol;

namespace TensorFrames.Spark.Worker.Tests.Support;

/// <summary>Tasks whose answer is known.</summary>
internal static class EchoTasks
{
    internal static HeaderWriter Echo(SparkVersion spark) => new(spark);

    /// <summary>Gives a task to the worker and gets its rows back.</summary>
    internal static void Echoes(JvmConnection jvm, SparkVersion? spark = null)
    {
        var data = ArrowBytes.Doubles(rows: 1000, batches: 3);
        var reply = jvm.Run(Echo(spark ?? SparkVersion.V43), data);
        Assert.Null(reply.Error);
        Assert.Equal(data, reply.Arrow);
        Assert.True(reply.Reusable);
    }
}
