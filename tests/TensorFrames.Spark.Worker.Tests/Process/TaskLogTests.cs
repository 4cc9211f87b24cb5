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
        Assert.Null(jvm.Run(joined, FakeTask.Wrapped(Work.X, Work.Numbers(10, 10))).Error);
        Logged(daemon, "borrowed 0 %: partition=3, rows=20", "borrowed_bytes=0, copied_bytes=160");
    }

    private static void Logged(FakeJvm daemon, params string[] words) => Assert.True(
        SpinWait.SpinUntil(() => Array.TrueForAll(words, w => daemon.Worker.LogText.Contains(w, StringComparison.Ordinal)), 10_000), daemon.Worker.LogText);
}
