using TensorFrames.Spark.Worker.Protocol;
using TensorFrames.Spark.Worker.Tests.Support;

namespace TensorFrames.Spark.Worker.Tests.Process;

/// <summary>A setting that is wrong is told of, by its name.</summary>
public class SettingsTests
{
    [Fact]
    public void An_idle_time_that_is_no_number_fails_the_task()
    {
        using var daemon = FakeJvm.Daemon();
        using (var jvm = daemon.Connect())
        {
            var data = ArrowBytes.Doubles(10);
            var error = jvm.Run(Header(data, "spark.tensorframes.idle.seconds", "5m"), data).Error!;
            Assert.Contains("spark.tensorframes.idle.seconds is '5m'. Fix: a whole number of seconds", error, StringComparison.Ordinal);
        }

        EchoTasks.Echoes(daemon);
    }

    [Fact]
    public void An_idle_time_of_the_clusters_that_is_no_number_keeps_the_daemon_from_starting()
    {
        using var worker = new WorkerChild(["-m", "pyspark.daemon", "pyspark.worker"], FakeJvm.Variables(unix: false, ("TENSORFRAMES_WORKER_IDLE_SECONDS", "5m")));
        Assert.Equal(1, worker.ExitCode());
        Assert.True(
            SpinWait.SpinUntil(() => worker.LogText.Contains("TENSORFRAMES_WORKER_IDLE_SECONDS is '5m'. Fix: a whole number of seconds", StringComparison.Ordinal), 10_000), worker.LogText);
    }

    [Fact]
    public void An_unknown_name_is_logged_once_with_the_known_ones()
    {
        using var daemon = FakeJvm.Daemon();
        var data = ArrowBytes.Doubles(10);
        for (var i = 0; i < 3; i++)
        {
            using var jvm = daemon.Connect();
            Assert.Null(jvm.Run(Header(data, "spark.tensorframes.batchesInflight", "3"), data).Error);
        }

        const string Line = "setting spark.tensorframes.batchesInflight is none that this worker knows: spark.tensorframes.libtensorflow, ";
        Assert.True(SpinWait.SpinUntil(() => Tasks() == 3, 10_000), daemon.Worker.LogText);
        Assert.Equal(1, daemon.Worker.LogText.Split(Line).Length - 1);

        int Tasks() => daemon.Worker.LogText.Split(" rows=10,").Length - 1;
    }

    private static HeaderWriter Header(byte[] data, string name, string value) =>
        EchoTasks.Of(SparkVersion.V43, data) with { Properties = new(StringComparer.Ordinal) { [name] = value } };
}
