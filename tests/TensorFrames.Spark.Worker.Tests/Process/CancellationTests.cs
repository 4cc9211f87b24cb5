using TensorFrames.Spark.Worker.Protocol;
using TensorFrames.Spark.Worker.Tests.Support;

namespace TensorFrames.Spark.Worker.Tests.Process;

/// <summary>A task whose connection Spark closes is gone within a second, wherever it waits.</summary>
public class CancellationTests
{
    [Fact]
    public void Task_that_waits_for_input_goes() => Goes((jvm, data) => jvm.Send(data.AsSpan(0, data.Length - 1000)));

    [Fact]
    public void Task_whose_answer_nobody_reads_goes() => Goes((jvm, data) =>
    {
        // Until neither side's buffers take more: the worker waits for us to read, and takes nothing in meanwhile.
        jvm.Socket.SendTimeout = 500;
        Assert.ThrowsAny<IOException>(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                jvm.Send(data.AsSpan(data.Length / 2 * (i == 0 ? 0 : 1)));
            }
        });
    });

    [Fact]
    public void Task_that_spark_asks_to_kill_goes_when_its_connection_does() => Goes((jvm, data) => jvm.Send(data.AsSpan(0, data.Length / 2)), askToKill: true);

    private static void Goes(Action<JvmConnection, byte[]> start, bool askToKill = false)
    {
        using var daemon = FakeJvm.Daemon();
        using var other = daemon.Connect();
        EchoTasks.Echoes(other);
        var threads = daemon.Worker.Threads;
        using (var jvm = daemon.Connect())
        {
            var data = ArrowBytes.Doubles(rows: 10_000, batches: 100);
            jvm.Send(EchoTasks.Of(SparkVersion.V43, data).ToBytes());
            start(jvm, data);
            Assert.True(daemon.Worker.Threads > threads);
            if (askToKill)
            {
                daemon.Worker.AskToKill(daemon.Worker.Process.Id);
            }
        }

        Assert.True(SpinWait.SpinUntil(() => daemon.Worker.Threads <= threads, 1000), $"{daemon.Worker.Threads} threads, {threads} before");
        EchoTasks.Echoes(other);
    }
}
