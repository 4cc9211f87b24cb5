using TensorFrames.Spark.Worker.Protocol;
using TensorFrames.Spark.Worker.Tests.Support;
using TensorFrames.Spark.Worker.Tests.Tasks;
using TensorFrames.Tests;

namespace TensorFrames.Spark.Worker.Tests.Process;

/// <summary>A line in the executor's log for each task.</summary>
public class TaskLogTests
{
    [Theory, EveryRuntime]
    public void A_tasks_line_names_it_and_carries_its_borrowed_share(Runtime tf)
    {
        using var daemon = FakeJvm.Daemon();
        using var jvm = daemon.Connect();
        var header = new HeaderWriter(SparkVersion.V43)
        {
            Functions = [([0], [Work.Task(Work.AddThree).ToBytes()])],
            Properties = new(StringComparer.Ordinal) { ["spark.tensorframes.libtensorflow"] = tf.LibraryPath },
        };
        Assert.Null(jvm.Run(header, FakeTask.Wrapped(Work.X, Work.Numbers(1000))).Error);
        Logged(daemon, "stage 7, attempt 2, task 99, borrowed 100 %: partition=3, rows=1000", "borrowed_bytes=8000, copied_bytes=0");

        // Two batches joined to one block have to be copied.
        var joined = header with { Functions = [([0], [(Work.Task(Work.AddThree) with { OneBlockPerPartition = true }).ToBytes()])] };
        var stream = FakeTask.Wrapped(Work.X, Work.Numbers(10, 10));
        Assert.Null(jvm.Run(joined, stream).Error);
        Logged(daemon, "borrowed 0 %: partition=3, rows=20", "borrowed_bytes=0, copied_bytes=160", $"read_batches=2, read_bytes={stream.Length},");
    }

    [Theory, EveryRuntime]
    public void Data_that_comes_with_the_header_is_not_moved(Runtime tf)
    {
        using var daemon = FakeJvm.Daemon();
        foreach (var spark in (SparkVersion[])[SparkVersion.V35, SparkVersion.V43])
        {
            using var jvm = daemon.Connect();
            var header = new HeaderWriter(spark)
            {
                Functions = [([0], [Work.Task(Work.AddThree).ToBytes()])],
                Properties = new(StringComparer.Ordinal) { ["spark.tensorframes.libtensorflow"] = tf.LibraryPath },
            };

            // One send, far less than what is looked ahead: header, batch and end lie in the socket together.
            Assert.Null(jvm.Run(header, FakeTask.Wrapped(Work.X, Work.Numbers(50 + spark.Minor))).Error);
            Logged(daemon, $"rows={50 + spark.Minor}", "moved_bytes=0");
        }
    }

    [Theory, EveryRuntime]
    public void Time_of_writing_and_gathered_bytes_are_in_the_line(Runtime tf)
    {
        using var daemon = FakeJvm.Daemon();
        using var jvm = daemon.Connect();
        var header = new HeaderWriter(SparkVersion.V43)
        {
            Functions = [([0], [Work.Task(Work.AddThree).ToBytes()])],
            Properties = new(StringComparer.Ordinal) { ["spark.tensorframes.libtensorflow"] = tf.LibraryPath },
        };

        // 16 MB of results, more than the kernel holds: the writer waits until they are read.
        jvm.Send([.. header.ToBytes(), .. FakeTask.Wrapped(Work.X, Work.Numbers([.. Enumerable.Repeat(1_000_000, 2)])), .. new Fields().Int(Marker.EndOfStream).ToArray()]);
        Thread.Sleep(200);
        Assert.Null(Support.Reply.Read(jvm).Error);
        Logged(daemon, "rows=2000000", "seconds_writing=", "gathered_bytes=16000000");
        var text = daemon.Worker.LogText;
        var at = text.LastIndexOf("seconds_writing=", StringComparison.Ordinal) + "seconds_writing=".Length;
        Assert.InRange(double.Parse(text.AsSpan(at, 6), System.Globalization.CultureInfo.InvariantCulture), 0.001, 60);
        at = text.LastIndexOf("assembled_bytes=", StringComparison.Ordinal) + "assembled_bytes=".Length;
        Assert.InRange(int.Parse(text.AsSpan(at, text.AsSpan(at).IndexOfAnyExceptInRange('0', '9')), System.Globalization.CultureInfo.InvariantCulture), 1, 4096);
    }

    private static void Logged(FakeJvm daemon, params string[] words) => Assert.True(
        SpinWait.SpinUntil(() => Array.TrueForAll(words, w => daemon.Worker.LogText.Contains(w, StringComparison.Ordinal)), 10_000), daemon.Worker.LogText);
}
