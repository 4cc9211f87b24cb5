using TensorFrames.Spark.Worker.Protocol;
using TensorFrames.Spark.Worker.Tasks;
using TensorFrames.Spark.Worker.Tests.Support;
using TensorFrames.Spark.Worker.Tests.Tasks;
using TensorFrames.Tests;

namespace TensorFrames.Spark.Worker.Tests.Process;

/// <summary>A task whose connection Spark closes is gone, wherever it waits.</summary>
public class CancellationTests
{
    // Within the fourth batch; the kernel holds the answer to the first three, which nobody reads.
    private const int Some = 300_000;

    [Fact]
    public void Task_that_waits_for_input_goes() => Goes((jvm, data) => jvm.Send(data.AsSpan(0, Some)));

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
    public void Task_that_spark_asks_to_kill_goes_when_its_connection_does() => Goes((jvm, data) => jvm.Send(data.AsSpan(0, Some)), askToKill: true);

    [Theory, EveryRuntime]
    public void No_further_block_starts(Runtime tf)
    {
        // All batches are in the worker before the first is done: more than a minute's work, which goes with the connection.
        using var daemon = FakeJvm.Daemon();
        using (var jvm = daemon.Connect())
        {
            const int Batches = 400;
            var data = ArrowBytes.Doubles(rows: 20_000, Batches);
            jvm.Send(new HeaderWriter(SparkVersion.V43)
            {
                Functions = [([0], [Work.Task(Work.Slow).ToBytes()])],
                Properties = new(StringComparer.Ordinal) { ["spark.tensorframes.libtensorflow"] = tf.LibraryPath, ["spark.tensorframes.batchesInFlight"] = $"{Batches}" },
            }.ToBytes());
            jvm.Send(data);
            Assert.Equal(-6, jvm.ReadInt());
            jvm.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Both);
        }

        Assert.True(SpinWait.SpinUntil(() => IsQuiet(daemon) && IsQuiet(daemon), 20_000), "the worker goes on");
    }

    [Theory, EveryRuntime]
    public void Only_the_block_that_runs_ends(Runtime tf)
    {
        var body = new TaskBody();
        var header = FakeTask.Map(Work.Task(Work.Slow), tf, ("batchesInFlight", "100"));
        var runtime = body.Libraries.Open(header, TestContext.Current.CancellationToken).Runtime;
        using var task = new FakeTask(body, header);
        task.TrySend(FakeTask.Wrapped(Work.X, Work.Numbers([.. Enumerable.Repeat(20_000, 100)])));
        Assert.True(SpinWait.SpinUntil(() => runtime.Counters.Runs > 0, 60_000), "no block runs");
        var runs = runtime.Counters.Runs;
        task.Cancel.Cancel();
        Assert.IsAssignableFrom<OperationCanceledException>(task.Join(TimeSpan.FromSeconds(20)));
        Assert.InRange(runtime.Counters.Runs, runs, runs + 2);
    }

    private static bool IsQuiet(FakeJvm daemon)
    {
        var before = daemon.Worker.Busy;
        Thread.Sleep(500);
        return (daemon.Worker.Busy - before).TotalMilliseconds < 100;
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
            // The answer's first word: the task runs.
            Assert.Equal(-6, jvm.ReadInt());
            Assert.True(SpinWait.SpinUntil(() => daemon.Worker.Threads > threads, 10_000), $"{daemon.Worker.Threads} threads, {threads} before");
            if (askToKill)
            {
                daemon.Worker.AskToKill(daemon.Worker.Process.Id);
            }
        }

        Assert.True(SpinWait.SpinUntil(() => daemon.Worker.Threads <= threads, 10_000), $"{daemon.Worker.Threads} threads, {threads} before");
        EchoTasks.Echoes(other);
    }
}
