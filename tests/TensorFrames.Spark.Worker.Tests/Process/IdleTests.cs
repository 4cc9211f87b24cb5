using TensorFrames.Spark.Worker.Protocol;
using TensorFrames.Spark.Worker.Tests.Support;
using TensorFrames.Spark.Worker.Tests.Tasks;
using TensorFrames.Tests;

namespace TensorFrames.Spark.Worker.Tests.Process;

/// <summary>A daemon that nobody uses gives libtensorflow's memory back, and Spark sees nothing of it.</summary>
public class IdleTests(ITestOutputHelper output)
{
    [Theory, EveryRuntime]
    public void Memory_goes_while_process_and_port_stay(Runtime tf)
    {
        using var daemon = FakeJvm.Daemon();
        for (var round = 0; round < 2; round++)
        {
            RunGraph(daemon, tf);
            var before = daemon.Worker.Resident;
            Assert.True(SpinWait.SpinUntil(() => Restarts(daemon) > round, 20_000), daemon.Worker.LogText);

            // In the very moment: the connection waits until the new program takes it.
            using var jvm = daemon.Connect();
            EchoTasks.Echoes(jvm);
            var after = daemon.Worker.Resident;
            output.WriteLine($"{before >> 20} MiB before, {after >> 20} MiB after");
            Assert.InRange(after, 1, before / 2);
        }
    }

    [Fact]
    public void Worker_that_has_no_libtensorflow_has_nothing_to_give()
    {
        using var daemon = FakeJvm.Daemon(("TENSORFRAMES_WORKER_IDLE_SECONDS", "1"));
        using (var jvm = daemon.Connect())
        {
            EchoTasks.Echoes(jvm);
        }

        Assert.True(SpinWait.SpinUntil(() => daemon.Worker.LogText.Contains("idle: there is no libtensorflow to give back", StringComparison.Ordinal), 20_000), daemon.Worker.LogText);
        Assert.Equal(0, Restarts(daemon));
    }

    [Theory, EveryRuntime]
    public void Daemon_in_use_stays_as_it_is(Runtime tf)
    {
        using var daemon = FakeJvm.Daemon();
        using (var jvm = daemon.Connect())
        {
            RunGraph(daemon, tf);
            Thread.Sleep(3000);
            Assert.Equal(0, Restarts(daemon));
            EchoTasks.Echoes(jvm);
        }

        // With the connection goes what held the clock: it was set.
        Assert.True(SpinWait.SpinUntil(() => Restarts(daemon) > 0, 20_000), daemon.Worker.LogText);
    }

    [Theory, EveryRuntime]
    public void New_program_still_ends_by_its_input_and_by_signal(Runtime tf)
    {
        foreach (var bySignal in (bool[])[false, true])
        {
            using var daemon = FakeJvm.UnixDaemon();
            RunGraph(daemon, tf);
            Assert.True(SpinWait.SpinUntil(() => Restarts(daemon) > 0, 20_000));
            using (var jvm = daemon.Connect())
            {
                EchoTasks.Echoes(jvm);
            }

            daemon.Worker.AskToKill(daemon.Worker.Process.Id);
            daemon.Worker.End(bySignal);
            Assert.Equal(0, daemon.Worker.ExitCode());
            Assert.False(File.Exists(daemon.SocketPath));
        }
    }

    private static int Restarts(FakeJvm daemon) => daemon.Worker.LogText.Split("idle: starts anew").Length - 1;

    private static void RunGraph(FakeJvm daemon, Runtime tf)
    {
        var data = ArrowBytes.Doubles(1000);
        using var jvm = daemon.Connect();
        var reply = jvm.Run(new(SparkVersion.V43)
        {
            Functions = [([0], [Work.Task(Work.AddThree).ToBytes()])],
            Properties = new(StringComparer.Ordinal) { ["spark.tensorframes.libtensorflow"] = tf.LibraryPath, ["spark.tensorframes.idle.seconds"] = "1" },
        }, data);
        Assert.Null(reply.Error);
        Assert.Equal(1000, ArrowBytes.Rows(reply.Arrow));
    }
}
