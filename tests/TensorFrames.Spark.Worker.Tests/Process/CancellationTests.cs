using TensorFrames.Spark.Worker.Protocol;
using TensorFrames.Spark.Worker.Tests.Support;
using TensorFrames.Spark.Worker.Tests.Tasks;
using TensorFrames.Tests;
using TensorFrames.Tests.Graphs;

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

    [Theory, EveryRuntime]
    public void No_further_block_starts(Runtime tf)
    {
        using var daemon = FakeJvm.Daemon();
        using (var jvm = daemon.Connect())
        {
            var data = ArrowBytes.Doubles(rows: 20_000, batches: 400);
            jvm.Send(new HeaderWriter(SparkVersion.V43)
            {
                Functions = [([0], [Work.Task(SlowGraph()).ToBytes()])],
                Properties = new(StringComparer.Ordinal) { ["spark.tensorframes.libtensorflow"] = tf.LibraryPath },
            }.ToBytes());
            new Thread(() => TrySend(jvm, data)) { IsBackground = true }.Start();
            Assert.Equal(-6, jvm.ReadInt());
            jvm.ReadBytes(200_000);
            Assert.InRange(BusyInASecond(daemon), 100, 10_000);
            jvm.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Both);
        }

        // The block that runs may end; hundreds are left, each of which takes a tenth of a second or more.
        Thread.Sleep(2000);
        Assert.InRange(BusyInASecond(daemon), 0, 50);
    }

    private static double BusyInASecond(FakeJvm daemon)
    {
        var before = daemon.Worker.Busy;
        Thread.Sleep(1000);
        return (daemon.Worker.Busy - before).TotalMilliseconds;
    }

    private static void TrySend(JvmConnection jvm, byte[] data)
    {
        try
        {
            jvm.Send(data);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The test has closed the connection.
        }
    }

    private static byte[] SlowGraph()
    {
        const int Steps = 1000;
        var graph = new GraphBuilder().Placeholder("x", DType.Float64, -1);
        for (var i = 0; i < Steps; i++)
        {
            graph = graph.Node(i == Steps - 1 ? "y" : $"s{i}", "Sin", [i == 0 ? "x" : $"s{i - 1}"], GraphBuilder.T(DType.Float64));
        }

        return graph.Bytes;
    }

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
