using TensorFrames.Spark.Worker.Protocol;
using TensorFrames.Spark.Worker.Tests.Support;

namespace TensorFrames.Spark.Worker.Tests.Process;

public class DaemonTests
{
    public static TheoryData<bool> TcpAndUnix => [false, true];

    public static TheoryData<string> Versions => [.. HeaderWriter.Versions.Select(v => v.ToString())];

    [Theory, MemberData(nameof(Versions))]
    public void Tasks_of_every_version_follow_each_other_on_a_connection(string spark)
    {
        using var daemon = FakeJvm.Daemon();
        using var jvm = daemon.Connect();
        for (var task = 0; task < 3; task++)
        {
            EchoTasks.Echoes(jvm, SparkVersion.Parse(spark)!.Value);
        }
    }

    [Fact]
    public void Unix_socket_asks_for_no_secret_and_is_for_its_owner_alone()
    {
        using var daemon = FakeJvm.UnixDaemon();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(daemon.SocketPath));
        using var jvm = daemon.Connect();
        EchoTasks.Echoes(jvm);
    }

    [Fact]
    public void Loopback_is_the_one_that_the_jvm_prefers()
    {
        Assert.SkipUnless(File.Exists("/proc/net/if_inet6") && File.ReadAllText("/proc/net/if_inet6").Contains(" lo", StringComparison.Ordinal), "this machine has no ::1");
        using var daemon = FakeJvm.Daemon(("SPARK_PREFER_IPV6", "True"));
        using var jvm = daemon.Connect();
        EchoTasks.Echoes(jvm);
    }

    [Fact]
    public void Wrong_secret_is_refused()
    {
        using var daemon = FakeJvm.Daemon();
        using var jvm = daemon.ConnectOnly();
        jvm.ReadInt();
        jvm.Send(new Fields().String("0123456789abcdeF").ToArray());
        Assert.Equal("err", jvm.ReadString());
        Assert.True(jvm.AtEnd());
    }

    [Fact]
    public void Stranger_who_says_nothing_is_dropped()
    {
        using var daemon = FakeJvm.Daemon(("SPARK_AUTH_SOCKET_TIMEOUT", "1"));
        using var stranger = daemon.ConnectOnly();
        stranger.ReadInt();
        Assert.True(stranger.AtEnd());
    }

    [Fact]
    public void Without_reuse_a_connection_takes_one_task()
    {
        using var daemon = FakeJvm.Daemon(("SPARK_REUSE_WORKER", null));
        using var jvm = daemon.Connect();
        var data = ArrowBytes.Doubles(3);
        Assert.False(jvm.Run(EchoTasks.Of(SparkVersion.V43, data), data).Reusable);
    }

    [Fact]
    public void Daemon_without_a_secret_does_not_start()
    {
        using var worker = new WorkerChild(["-m", "pyspark.daemon"], FakeJvm.Variables(unix: false, ("PYTHON_WORKER_FACTORY_SECRET", null)));
        Assert.Equal(1, worker.ExitCode());
        Assert.Contains("PYTHON_WORKER_FACTORY_SECRET is not set", worker.LogText, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(TcpAndUnix))]
    public void End_of_standard_input_shuts_down(bool unix)
    {
        using var daemon = unix ? FakeJvm.UnixDaemon() : FakeJvm.Daemon();
        using var jvm = daemon.Connect();
        daemon.Worker.End(bySignal: false);
        Assert.Equal(0, daemon.Worker.ExitCode());
        Assert.False(unix && File.Exists(daemon.SocketPath));
    }

    [Fact]
    public void Termination_signal_ends_it()
    {
        using var daemon = FakeJvm.UnixDaemon();
        using var jvm = daemon.Connect();
        daemon.Worker.End(bySignal: true);
        Assert.Equal(0, daemon.Worker.ExitCode());
        Assert.False(File.Exists(daemon.SocketPath));
    }

    [Fact]
    public void Kill_request_leaves_the_other_tasks_alone()
    {
        using var daemon = FakeJvm.Daemon();
        using var killed = daemon.Connect();
        using var other = daemon.Connect();
        daemon.Worker.AskToKill(daemon.Worker.Process.Id);
        killed.Dispose();
        EchoTasks.Echoes(other);
    }

    [Fact]
    public void Twenty_connections_run_beside_each_other()
    {
        using var daemon = FakeJvm.Daemon();
        Parallel.For(0, 20, new() { MaxDegreeOfParallelism = 20 }, _ =>
        {
            using var jvm = daemon.Connect();
            EchoTasks.Echoes(jvm);
            EchoTasks.Echoes(jvm);
        });
    }
}
