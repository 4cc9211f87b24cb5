using TensorFrames.Spark.Worker.Protocol;
using TensorFrames.Spark.Worker.Tests.Support;

namespace TensorFrames.Spark.Worker.Tests.Process;

public class ErrorFrameTests
{
    [Fact]
    public void Message_comes_first_then_where_then_the_stack()
    {
        var lines = ErrorOf().Split('\n');
        Assert.StartsWith("eval type 209 (GROUPED_MAP_ARROW)", lines[0], StringComparison.Ordinal);
        Assert.Contains("Spark 4.3, stage 7, partition 3, attempt 2", lines[1], StringComparison.Ordinal);
        Assert.Contains(lines, l => l.Contains("at TensorFrames.Spark.Worker.Protocol.ParsedHeader", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains("Worker.Process.TaskLoop", StringComparison.Ordinal));
    }

    [Fact]
    public void Whole_stack_comes_where_it_is_not_to_be_simplified() =>
        Assert.Contains("Worker.Process.TaskLoop", ErrorOf(("SPARK_SIMPLIFIED_TRACEBACK", null)), StringComparison.Ordinal);

    [Fact]
    public void Hidden_stack_leaves_the_message() =>
        Assert.DoesNotContain('\n', ErrorOf(("SPARK_HIDE_TRACEBACK", "1")));

    [Fact]
    public void Error_arrives_though_the_jvm_is_still_writing()
    {
        using var daemon = FakeJvm.Daemon();
        using var jvm = daemon.Connect();
        jvm.Send(new HeaderWriter(SparkVersion.V43) { EvalType = 209 }.ToBytes());
        var more = ArrowBytes.Doubles(rows: 100_000, batches: 20);
        jvm.Send(more);
        Assert.NotNull(Reply.Read(jvm).Error);
        jvm.Send(more);
        jvm.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        Assert.True(jvm.AtEnd());
    }

    private static string ErrorOf(params (string Name, string? Value)[] variables)
    {
        using var daemon = FakeJvm.Daemon(variables);
        using var jvm = daemon.Connect();
        return jvm.Run(new(SparkVersion.V43) { EvalType = 209 }, ArrowBytes.Doubles(1)).Error!;
    }
}
