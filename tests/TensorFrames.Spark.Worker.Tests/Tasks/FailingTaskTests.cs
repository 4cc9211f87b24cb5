using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Spark.Worker.Libraries;
using TensorFrames.Spark.Worker.Tasks;
using TensorFrames.Tests;

namespace TensorFrames.Spark.Worker.Tests.Tasks;

/// <summary>What goes wrong is told where a marker may stand; nothing hangs, nothing is kept.</summary>
public sealed class FailingTaskTests
{
    [Theory, EveryRuntime]
    public void An_error_in_a_block_ends_the_stream_that_was_begun(Runtime tf)
    {
        RecordBatch[] batches = [.. Work.Numbers([.. Enumerable.Repeat(100, 20)]), Work.Doubles(1, 2, double.NaN), Work.Doubles(3)];
        var reply = FakeTask.Run(Work.Body, FakeTask.Map(Work.Task(Work.Checked), tf), FakeTask.Wrapped(Work.X, batches));
        var error = Assert.IsType<RunException>(reply.Error);
        Assert.Contains("block 20 of partition 7, from row 2000", error.Message, StringComparison.Ordinal);
        Assert.All(reply.Raw(), b => Assert.Equal(100, b.Length));
    }

    [Theory, EveryRuntime]
    public void An_error_before_the_first_result_writes_nothing(Runtime tf)
    {
        var reply = FakeTask.Run(Work.Body, FakeTask.Map(Work.Task(Work.Checked), tf), FakeTask.Wrapped(Work.X, [Work.Doubles(double.NaN)]));
        Assert.IsType<RunException>(reply.Error);
        Assert.Empty(reply.Bytes);
    }

    [Theory, EveryRuntime]
    public void Broken_promises_are_told_before_anything_runs(Runtime tf)
    {
        Refused(tf, Work.Task(Work.AddThree) with { Output = new Schema([new Field("y", FloatType.Default, nullable: false)], null) }, "'y' is float64, Spark was promised float32");
        Refused(tf, Work.Task(Work.AddThree) with { Output = new Schema([], null) }, "1 columns (y), Spark was promised 0");
        Refused(tf, Work.Task(Work.AddThree) with { Input = new Schema([new Field("x", FloatType.Default, nullable: false)], null) }, "'x' arrives as float64, the driver declared float32");
        Refused(tf, Work.Task(Work.AddThree) with { Input = new Schema([], null) }, "sends 1 columns, the driver declared 0");
        Refused(tf, Work.Task(Work.AddThree) with { Options = new MapOptions { Fetches = ["z"] } }, "'z'");
    }

    [Theory, EveryRuntime]
    public void A_graph_is_the_one_that_was_sent_or_an_error(Runtime tf)
    {
        var task = Work.Task(Work.Binary("Sub", 1.0));
        Refused(tf, task with { Graph = task.Graph with { Hash = new string('0', 64) } }, "not the one that the driver sent");
        Refused(tf, task with { Graph = task.Graph with { Bytes = default, File = "no-such.pb" } }, "not among the session's files");
        Refused(tf, task with { Graph = task.Graph with { Bytes = default, File = "../up.pb" } }, "no file of the session's");
        Refused(tf, task with { Graph = task.Graph with { Bytes = new byte[] { 1, 2, 3 } } }, "no valid GraphDef");
        var folder = Directory.CreateTempSubdirectory().FullName;
        File.WriteAllBytes(Path.Combine(folder, TaskGraph.FileOf(task.Graph.Hash)), task.Graph.Bytes.ToArray());
        var away = task with { Graph = task.Graph with { Bytes = default, File = TaskGraph.FileOf(task.Graph.Hash) } };
        var header = FakeTask.Map(away, tf);
        Assert.Equal([-1.0], Work.Column(FakeTask.Run(new TaskBody(), new TaskHeader { Partition = 0, EvalType = 207, Functions = header.Functions, Settings = header.Settings, FilesFolder = folder }, FakeTask.Wrapped(Work.X, Work.Numbers(1))).Rows(), "y"));
        Directory.Delete(folder, recursive: true);
    }

    [Theory, EveryRuntime]
    public void A_stream_that_is_cut_or_broken_is_an_error(Runtime tf)
    {
        var input = FakeTask.Wrapped(Work.X, Work.Numbers(1000, 1000));
        var broken = input.ToArray();
        broken.AsSpan(8, 40).Fill(0xFF);
        Assert.IsType<TableException>(FakeTask.Run(Work.Body, FakeTask.Map(Work.Task(Work.AddThree), tf), broken).Error);
        using var task = new FakeTask(Work.Body, FakeTask.Map(Work.Task(Work.AddThree), tf));
        task.TrySend(input.AsSpan(0, input.Length - 500));
        task.Spark.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        var reply = task.Finish();
        Assert.Contains("cut short", Assert.IsType<TableException>(reply.Error).Message, StringComparison.Ordinal);
        Assert.All(reply.Raw(), b => Assert.Equal(1000, b.Length));
    }

    [Theory, EveryRuntime]
    public void A_stream_cut_behind_a_batch_is_no_whole_partition(Runtime tf)
    {
        var task = Work.Task(Work.AddThree) with { OneBlockPerPartition = true };
        var (header, input) = (FakeTask.Map(task, tf), FakeTask.Wrapped(Work.X, Work.Numbers(1000, 1000)));
        foreach (var missing in (int[])[8, 4])
        {
            using var cut = new FakeTask(Work.Body, header);
            cut.TrySend(input.AsSpan(0, input.Length - missing));
            cut.Spark.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            var reply = cut.Finish();
            Assert.Contains("cut short", Assert.IsType<TableException>(reply.Error).Message, StringComparison.Ordinal);
            Assert.Empty(reply.Bytes);
        }

        Assert.Equal([2000], FakeTask.Run(Work.Body, header, input).Rows().Select(b => b.Length));
    }

    [Theory, EveryRuntime]
    public void A_cancelled_task_ends_at_once_though_input_is_missing(Runtime tf)
    {
        using var task = new FakeTask(Work.Body, FakeTask.Map(Work.Task(Work.AddThree), tf));
        var input = FakeTask.Wrapped(Work.X, Work.Numbers(1000, 1000));
        task.TrySend(input.AsSpan(0, input.Length - 500));
        Assert.Equal(4, task.Spark.Receive(new byte[4]));
        task.Cancel.Cancel();
        Assert.IsAssignableFrom<OperationCanceledException>(task.Join(TimeSpan.FromSeconds(10)));
    }

    [Theory, EveryRuntime]
    public void A_Spark_that_goes_away_ends_the_task(Runtime tf)
    {
        using var task = new FakeTask(Work.Body, FakeTask.Map(Work.Task(Work.AddThree), tf));
        var input = FakeTask.Wrapped(Work.X, Work.Numbers([.. Enumerable.Repeat(100_000, 50)]));
        task.TrySend(input.AsSpan(0, 8 << 20));
        task.Spark.LingerState = new(true, 0);
        task.Spark.Close();
        Assert.NotNull(task.Join(TimeSpan.FromSeconds(5)));
    }

    [Theory, EveryRuntime]
    public void Nothing_is_kept_after_errors(Runtime tf)
    {
        var body = new TaskBody();
        for (var i = 0; i < 5; i++)
        {
            Assert.NotNull(FakeTask.Run(body, FakeTask.Map(Work.Task(Work.Checked), tf), FakeTask.Wrapped(Work.X, [.. Work.Numbers(1000, 1000, 1000), Work.Doubles(double.NaN)])).Error);
        }

        var runtime = body.Libraries.Open(FakeTask.Map(Work.Task(Work.Checked), tf), TestContext.Current.CancellationToken).Runtime;
        Assert.Equal((0, 0, 0), (runtime.Counters.LiveOutputs, runtime.Counters.LiveLeases, runtime.Counters.LiveTensors));
    }

    [Fact]
    public void A_command_of_anothers_and_a_wrong_setting_are_told()
    {
        var header = new TaskHeader { Partition = 0, EvalType = 207, Functions = [new TaskFunction([0], new byte[] { 1, 2, 3 })] };
        Assert.Contains("none of TensorFrames", Assert.IsType<PlanException>(FakeTask.Run(Work.Body, header, []).Error).Message, StringComparison.Ordinal);
        var echo = new EchoTask { Columns = [0], Input = Work.X, Output = Work.X };
        var odd = FakeTask.Run(Work.Body, FakeTask.Map(echo, null, (WorkerSettings.BatchesInFlight, "many")), FakeTask.Wrapped(Work.X, Work.Numbers(1)));
        Assert.Contains("batchesInFlight is 'many'", Assert.IsType<PlanException>(odd.Error).Message, StringComparison.Ordinal);
    }

    private static void Refused(Runtime tf, MapTask task, string words)
    {
        var reply = FakeTask.Run(Work.Body, FakeTask.Map(task, tf), FakeTask.Wrapped(Work.X, Work.Numbers(3)));
        Assert.Contains(words, Assert.IsAssignableFrom<TensorFramesException>(reply.Error).Message, StringComparison.Ordinal);
        Assert.Empty(reply.Bytes);
    }
}
