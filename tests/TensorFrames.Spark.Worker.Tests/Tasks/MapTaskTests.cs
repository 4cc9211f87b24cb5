using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using TensorFrames.Spark.Proto;
using TensorFrames.Spark.Worker.Tasks;
using TensorFrames.Tests;
using TensorFrames.Tests.Graphs;
using TensorFrames.Verbs;

namespace TensorFrames.Spark.Worker.Tests.Tasks;

/// <summary>Graphs over mapInArrow's batches: right rows, borrowed columns, counted blocks.</summary>
public sealed class MapTaskTests
{
    [Theory, EveryRuntime]
    public void Rows_are_run_one_by_one_or_stacked_and_saved_runs_are_reported(Runtime tf)
    {
        var graph = new GraphBuilder().Placeholder("x", DType.Float64).Node("y", "Square", ["x"], GraphBuilder.T(DType.Float64)).Bytes;
        var task = Work.Task(graph) with { Kind = MapKind.Rows };
        Assert.Equal([0.0, 1, 4, 9, 16], Work.Column(FakeTask.Run(Work.Body, FakeTask.Map(task, tf), FakeTask.Wrapped(Work.X, Work.Numbers(3, 2))).Rows(), "y"));
        var report = Report(tf, task, 3, 2);
        Assert.Equal((5m, 2m, 3m), (report[TaskReport.Rows], report[TaskReport.Blocks], report[TaskReport.SavedRuns]));
    }

    [Theory, EveryRuntime]
    public void Rows_come_back_in_order_a_batch_a_block(Runtime tf)
    {
        var rows = Run(tf, Work.Task(Work.AddThree), 1000, 1, 5000).Rows();
        Assert.Equal([1000, 1, 5000], rows.Select(b => b.Length));
        Assert.Equal(Enumerable.Range(0, 6001).Select(i => i + 3.0), Work.Column(rows, "y"));
        Assert.Equal("y", rows[0].Schema.FieldsList[0].Name);
        Assert.False(rows[0].Schema.FieldsList[0].IsNullable);
    }

    [Theory, EveryRuntime]
    public void Flat_columns_are_borrowed_and_read_straight_to_their_place(Runtime tf)
    {
        // 10 rows are far below what other streams are read at once for.
        var report = Report(tf, Work.Task(Work.AddThree), 10_000, 10, 100_000);
        Assert.Equal((110_010 * 8m, 0m, 0m), (report[TaskReport.BorrowedBytes], report[TaskReport.CopiedBytes], report[TaskReport.MovedBytes]));
        Assert.Equal((7m, 110_010m, 110_010m, 3m, 0m, ""), (report[TaskReport.Partition], report[TaskReport.Rows], report[TaskReport.OutputRows], report[TaskReport.Blocks], report[TaskReport.ReblockedBlocks], report[TaskReport.CopyReasons]));
        Assert.Equal((tf.LibraryPath, tf.Version), (report[TaskReport.Library], report[TaskReport.LibraryVersion]));
        Assert.Contains("session setting", (string)report[TaskReport.LibrarySource]!, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void Input_that_is_slow_shows_in_the_report(Runtime tf)
    {
        var input = FakeTask.Wrapped(Work.X, Work.Numbers(10));
        Assert.Null(Run(tf, Work.Task(Work.AddThree), 1).Error);
        using var task = new FakeTask(Work.Body, FakeTask.Map(Work.Task(Work.AddThree) with { Reply = Reply.Report, Output = TaskReport.Schema }, tf));
        task.TrySend(input.AsSpan(0, input.Length - 1));
        Thread.Sleep(500);
        task.TrySend(input.AsSpan(input.Length - 1));
        Assert.InRange((double)task.Finish().Row()[TaskReport.Reading]!, 0.001, 60);
    }

    [Theory, EveryRuntime]
    public void A_graph_that_is_slow_shows_in_the_report(Runtime tf)
    {
        // A hundred million sines.
        var report = Report(tf, Work.Task(Work.Slow), 100_000);
        Assert.InRange((double)report[TaskReport.Running]!, 0.05, 60);
        Assert.InRange((double)report[TaskReport.Reading]!, 0, (double)report[TaskReport.Running]!);
    }

    [Theory, EveryRuntime]
    public void Lists_of_one_size_are_borrowed_with_their_neighbours(Runtime tf)
    {
        var graph = new TensorFrames.Tests.Graphs.GraphBuilder().Placeholder("v", DType.Float32, -1, 3).Node("y", "Neg", ["v"], TensorFrames.Tests.Graphs.GraphBuilder.T(DType.Float32)).Bytes;
        var type = new ListType(new Field("element", FloatType.Default, nullable: false));
        var input = new Schema([new Field("a", StringType.Default, nullable: true), new Field("v", type, nullable: true)], null);
        var lists = new ListArray.Builder(type.ValueField);
        for (var i = 0; i < 5; i++)
        {
            lists.Append();
            ((FloatArray.Builder)lists.ValueBuilder).AppendRange([i, i + 1, i + 2]);
        }

        var batch = new RecordBatch(input, [new StringArray.Builder().AppendRange(["a", "b", "c", "", "e"]).Build(), lists.Build()], 5);
        var task = Work.Task(graph) with { Input = input, Options = new MapOptions { Fetches = ["y"] }, Output = new Schema([new Field("y", type, nullable: false), .. input.FieldsList], null) };
        var reply = FakeTask.Run(Work.Body, FakeTask.Map(task, tf), FakeTask.Wrapped(input, [batch])).Rows()[0];
        Assert.Equal(["y", "a", "v"], reply.Schema.FieldsList.Select(f => f.Name));
        Assert.Equal([false, true, true], reply.Schema.FieldsList.Select(f => f.IsNullable));
        Assert.Equal([false, false], new[] { "y", "v" }.Select(n => ((ListType)reply.Schema.GetFieldByName(n).DataType).ValueField.IsNullable));
        Assert.Equal("[-4, -5, -6]", ArrowCompare.Text(ArrowCompare.Of(reply.Column("y"))[4]));
        ArrowCompare.Equal(batch.Column("a"), reply.Column("a"));
        ArrowCompare.Equal(batch.Column("v"), reply.Column("v"));
        var report = FakeTask.Run(Work.Body, FakeTask.Map(task with { Reply = Reply.Report, Output = TaskReport.Schema }, tf), FakeTask.Wrapped(input, [batch])).Row();
        Assert.Equal((60m, 0m), (report[TaskReport.BorrowedBytes], report[TaskReport.CopiedBytes]));
    }

    [Theory, EveryRuntime]
    public void BlockRows_cuts_batches_and_counts_it(Runtime tf)
    {
        var task = Work.Task(Work.AddThree) with { BlockRows = 64 };
        Assert.Equal([64, 64, 2, 50], Run(tf, task, 130, 50).Rows().Select(b => b.Length));
        var report = Report(tf, task, 130, 50);
        Assert.Equal((4m, 3m, 180 * 8m), (report[TaskReport.Blocks], report[TaskReport.ReblockedBlocks], report[TaskReport.BorrowedBytes]));
    }

    [Theory, EveryRuntime]
    public void One_block_per_partition_joins_batches_and_counts_it(Runtime tf)
    {
        var task = Work.Task(Work.AddThree) with { OneBlockPerPartition = true };
        Assert.Equal([180], Run(tf, task, 130, 50).Rows().Select(b => b.Length));
        var report = Report(tf, task, 130, 50);
        Assert.Equal((1m, 1m, 0m, "x: Joined 1"), (report[TaskReport.Blocks], report[TaskReport.ReblockedBlocks], report[TaskReport.BorrowedBytes], report[TaskReport.CopyReasons]));
        Assert.Equal(0m, Report(tf, task, 130)[TaskReport.ReblockedBlocks]);
    }

    [Theory, EveryRuntime]
    public void A_partition_without_rows_writes_nothing(Runtime tf)
    {
        Assert.Empty(Run(tf, Work.Task(Work.AddThree)).Bytes);
        Assert.Empty(Run(tf, Work.Task(Work.AddThree), 0, 0).Bytes);
        Assert.Empty(Run(tf, Work.Task(Work.AddThree) with { OneBlockPerPartition = true }).Bytes);
        Assert.Equal((0m, 0m), (Report(tf, Work.Task(Work.AddThree))[TaskReport.Rows], Report(tf, Work.Task(Work.AddThree), 0)[TaskReport.Blocks]));
    }

    [Theory, EveryRuntime]
    public void Compressed_batches_are_unpacked_to_their_place(Runtime tf)
    {
        foreach (var codec in new[] { CompressionCodecType.Lz4Frame, CompressionCodecType.Zstd })
        {
            var options = new IpcOptions { CompressionCodecFactory = new CompressionCodecFactory(), CompressionCodec = codec };
            var input = FakeTask.Wrapped(Work.X, Work.Numbers(10_000, 10), options);
            var task = Work.Task(Work.AddThree);
            Assert.Equal(Enumerable.Range(0, 10_010).Select(i => i + 3.0), Work.Column(FakeTask.Run(Work.Body, FakeTask.Map(task, tf), input).Rows(), "y"));
            var report = FakeTask.Run(Work.Body, FakeTask.Map(task with { Reply = Reply.Report, Output = TaskReport.Schema }, tf), input).Row();
            Assert.Equal((10_010 * 8m, 0m), (report[TaskReport.BorrowedBytes], report[TaskReport.CopiedBytes]));
        }
    }

    [Theory, EveryRuntime]
    public void Strings_with_wide_offsets_arrive_where_plain_ones_were_declared(Runtime tf)
    {
        var graph = new TensorFrames.Tests.Graphs.GraphBuilder().Placeholder("s", DType.String, -1).Node("y", "Identity", ["s"], TensorFrames.Tests.Graphs.GraphBuilder.T(DType.String)).Bytes;
        var declared = new Schema([new Field("s", StringType.Default, nullable: true)], null);
        var arrives = new Schema([new Field("s", LargeStringType.Default, nullable: true)], null);
        var data = new ArrayData(LargeStringType.Default, 2, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(new long[] { 0, 1, 3 }.SelectMany(BitConverter.GetBytes).ToArray()), new ArrowBuffer("abc"u8.ToArray())]);
        var task = Work.Task(graph) with { Input = declared, Options = new MapOptions { Fetches = ["y"] }, Output = new Schema([new Field("y", StringType.Default, nullable: false), .. declared.FieldsList], null) };
        var rows = FakeTask.Run(Work.Body, FakeTask.Map(task, tf), FakeTask.Wrapped(arrives, [new RecordBatch(arrives, [ArrowArrayFactory.BuildArray(data)], 2)])).Rows()[0];
        Assert.Equal(["61", "6263"], ArrowCompare.Of(rows.Column("y")).Select(ArrowCompare.Text));
        Assert.Equal(["61", "6263"], ArrowCompare.Of(rows.Column("s")).Select(ArrowCompare.Text));
    }

    [Theory, EveryRuntime]
    public void Twenty_tasks_at_once_load_a_graph_once(Runtime tf)
    {
        var body = new TaskBody();
        var graph = Work.Binary("Mul", 5.0);
        var input = FakeTask.Wrapped(Work.X, Work.Numbers(1000, 1000));
        var reports = new Dictionary<string, object?>[20];
        Parallel.For(0, reports.Length, new ParallelOptions { MaxDegreeOfParallelism = reports.Length }, i =>
        {
            Assert.Equal(2000, FakeTask.Run(body, FakeTask.Map(Work.Task(graph), tf), input).Rows().Sum(b => b.Length));
            reports[i] = FakeTask.Run(body, FakeTask.Map(Work.Task(graph) with { Reply = Reply.Report, Output = TaskReport.Schema }, tf), input).Row();
        });
        Assert.All(reports, r => Assert.Equal(16_000m, r[TaskReport.BorrowedBytes]));
        var counters = body.Libraries.Open(FakeTask.Map(Work.Task(graph), tf), TestContext.Current.CancellationToken).Runtime.Counters;
        Assert.Equal((1, 1, 0, 0), (counters.LiveGraphs, counters.LiveSessions, counters.LiveOutputs, counters.LiveLeases));
    }

    [Theory, EveryRuntime]
    public void A_graph_with_state_has_a_session_a_task(Runtime tf)
    {
        var types = TensorFrames.Tests.Graphs.GraphBuilder.Types(DType.Float64);
        var graph = new TensorFrames.Tests.Graphs.GraphBuilder().Placeholder("x", DType.Float64, -1)
            .Node("queue", "FIFOQueueV2", [], ("component_types", types))
            .Node("first", "QueueEnqueueV2", ["queue", "x"], ("Tcomponents", types))
            .Node("second", "QueueEnqueueV2", ["queue", "x", "^first"], ("Tcomponents", types))
            .Node("y", "QueueDequeueV2", ["queue", "^second"], ("component_types", types)).Bytes;
        var task = Work.Task(graph) with { Options = new MapOptions { Fetches = ["y"], Keep = [], Shapes = new Dictionary<string, TensorShape> { ["y"] = new([]) } } };
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal([0.0, 0, 1, 1], Work.Column(Run(tf, task, 1, 1, 1, 1).Rows(), "y"));
        }
    }

    private static FakeReply Run(Runtime tf, WorkerTask task, params int[] rows) =>
        FakeTask.Run(Work.Body, FakeTask.Map(task, tf), FakeTask.Wrapped(Work.X, Work.Numbers(rows)));

    private static Dictionary<string, object?> Report(Runtime tf, MapTask task, params int[] rows) => Run(tf, task with { Reply = Reply.Report, Output = TaskReport.Schema }, rows).Row();
}
