using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Tests.Columns;
using TensorFrames.Tests.Engine;
using TensorFrames.Tests.Graphs;
using Xunit;
using static TensorFrames.Tests.Verbs.ReduceGraphs;

namespace TensorFrames.Tests.Verbs;

/// <summary>Options mean for reduces what they mean for maps; conversions are counted; runs can be watched and stopped.</summary>
public sealed class ReduceOptionTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory, EveryRuntime]
    public void Vectors_become_the_type_asked_for_and_the_schema_says_so_before(Runtime tf)
    {
        using var graph = new GraphBuilder().Blocks("x", "Sum", DType.Float32, 2).Load(tf);
        var frame = Cut(ColumnKind.FixedList(ColumnKind.Floats(6), 2, 3), 1, 1);
        foreach (var options in new ReduceOptions[] { new(), new() { FixedShapeTensors = true }, new() { SparkTypes = true }, new() { Vectors = ["x"] } })
        {
            var reduction = frame.PlanReduceBlocks(graph, options);
            using var result = reduction.Run(cancellationToken: Now);
            var map = Columns.Tables.Frame(("x", ColumnKind.FixedList(ColumnKind.Floats(2), 2, 1))).MapBlocks(Same(tf), AsMap(options));
            Assert.Equal(TensorFrames.Columns.ArrowTypeNames.Of(map.Schema!.FieldsList[0].DataType), TensorFrames.Columns.ArrowTypeNames.Of(reduction.Schema.FieldsList[0].DataType));
            Assert.Equal(TensorFrames.Columns.ArrowTypeNames.Of(reduction.Schema.FieldsList[0].DataType), TensorFrames.Columns.ArrowTypeNames.Of(result.Column(0).Data.DataType));
            Assert.Contains("4.5", ArrowCompare.Text(ArrowCompare.Of(result.Column(0)).Single()), StringComparison.Ordinal);
        }
    }

    [Theory, EveryRuntime]
    public void Sparks_types_go_out_and_come_in(Runtime tf)
    {
        using var graph = new GraphBuilder().Blocks("x", "Max", DType.UInt8).Load(tf);
        using var result = Cut(new Int16Array.Builder().Append(250).Append(3).Append(255).Build(), 2, 1).ReduceBlocks(graph, new ReduceOptions { SparkTypes = true }, cancellationToken: Now);
        Assert.Equal((short)255, Assert.IsType<Int16Array>(result.Column(0)).GetValue(0));
    }

    [Theory, EveryRuntime]
    public void Decimals_and_narrower_columns_feed_where_asked_for(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        var decimals = new Decimal128Array.Builder(new Decimal128Type(10, 2)).Append(1.25m).Append(2.50m).Build();
        Assert.Equal(3.75, Cut(decimals, 2, 1).ReduceBlocks(graph, new ReduceOptions { DecimalsAsDouble = true }, cancellationToken: Now).Only());
        Assert.Equal(3.0, Cut(Ints(1, 2), 2, 1).ReduceBlocks(graph, new ReduceOptions { Widen = true }, cancellationToken: Now).Only());
    }

    [Theory, EveryRuntime]
    public void Bytes_are_declared_or_refused(Runtime tf)
    {
        using var graph = First(tf, DType.String, new(-1));
        var frame = Cut(new BinaryArray.Builder().Append((byte[])[0xFF, 0]).Append((byte[])[1]).Build(), 1);
        Assert.Contains("--binary x", Assert.Throws<BlockException>(() => frame.ReduceBlocks(graph, "x")).Message, StringComparison.Ordinal);
        Assert.True(ArrowCompare.Same(new byte[] { 0xFF, 0 }, frame.ReduceBlocks(graph, new ReduceOptions { Binary = ["x"] }, cancellationToken: Now).Only()));
    }

    [Theory, EveryRuntime]
    public void A_flat_column_is_borrowed_and_only_results_are_copied(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        var reduction = Frame.From(new Engine.NumberTable(partitions: 2, batches: 3, rows: 640)).PlanReduceBlocks(graph, new ReduceOptions { NoCopy = true });
        Assert.Equal(3840 * 3839 / 2.0, reduction.Run(new EngineOptions { BlockRows = 128 }, Now).Only());
        var feed = Assert.Single(Assert.Single(reduction.Reports).Feeds);
        Assert.Equal((30, 30_720), (feed.BorrowedTensors, feed.BorrowedBytes));
        Assert.Equal([CopyReason.Partials], feed.Reasons.Keys);
        Assert.Equal((1, 30 * 8), (feed.CopiedTensors, feed.CopiedBytes));
    }

    [Theory, EveryRuntime]
    public void A_copy_of_a_column_is_an_error_where_copies_are_forbidden(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        Assert.Contains("Misaligned", Assert.Throws<BlockException>(() => Cut(Doubles(1, 2, 3), 1, 1).ReduceBlocks(graph, new ReduceOptions { NoCopy = true }, cancellationToken: Now)).Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void Only_fed_columns_are_read_and_maps_are_reported_before_the_reduce(Runtime tf)
    {
        using var map = SmallGraphs.AddThree(tf);
        using var graph = new GraphBuilder().Blocks("y", "Sum", DType.Float64).Load(tf);
        var reduction = Columns.Tables.Frame(("x", Doubles(1, 2)), ("other", new NullArray(2))).MapBlocks(map, "y").PlanReduceBlocks(graph, new ReduceOptions());
        Assert.Equal(9.0, reduction.Run(cancellationToken: Now).Only("y"));
        Assert.Equal(["x", "y"], reduction.Reports.Select(r => r.Feeds[0].Column));
    }

    [Theory, EveryRuntime]
    public void A_result_does_not_hold_the_block_that_TensorFlow_may_share_with_it(Runtime tf)
    {
        using var graph = First(tf, DType.Float64, new(-1));
        using var result = Frame.From(new NumberTable(1, 40, 10_000)).ReduceBlocks(graph, new ReduceOptions(), cancellationToken: Now);
        Assert.Equal(0, graph.Runtime.Counters.LiveTensors);
        Assert.Equal(0.0, result.Only());
    }

    [Theory, EveryRuntime]
    public void Results_of_maps_are_reduced_as_they_come(Runtime tf)
    {
        using var map = SmallGraphs.AddThree(tf);
        using var graph = new GraphBuilder().Blocks("y", "Sum", DType.Float64).Load(tf);
        var most = 0L;
        var engine = new EngineOptions { Parallelism = 2, Progress = new Watch(() => most = Math.Max(most, graph.Runtime.Counters.LiveBytes)) };
        Frame.From(new NumberTable(2, 100, 10_000)).MapBlocks(map, "y").ReduceBlocks(graph, new ReduceOptions(), engine, Now).Dispose();
        Assert.InRange(most, 0, 20 * 10_000 * sizeof(double));
    }

    [Theory, EveryRuntime]
    public async Task Both_run_on_threads_of_their_own_and_can_be_stopped(Runtime tf)
    {
        using var blocks = SumBlocks(tf);
        using var rows = SumRows(tf);
        var frame = Frame.From(new NumberTable(2, 10, 10));
        Assert.Equal(199 * 100.0, (await frame.ReduceBlocksAsync(blocks, new ReduceOptions(), cancellationToken: Now)).Only());
        Assert.Equal(199 * 100.0, (await frame.ReduceRowsAsync(rows, new ReduceOptions(), cancellationToken: Now)).Only());
        foreach (var threads in new[] { 1, 3 })
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Now);
            var engine = new EngineOptions { Parallelism = threads, Progress = new Watch(stop.Cancel) };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => frame.ReduceBlocksAsync(blocks, new ReduceOptions(), engine, stop.Token));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(() => frame.ReduceRows(rows, new ReduceOptions(), engine, stop.Token), Now));
        }
    }

    [Theory, EveryRuntime]
    public void A_graph_with_state_has_a_session_a_partition(Runtime tf)
    {
        // A block's sum goes through a queue that holds one at most.
        var types = GraphBuilder.Types(DType.Float64);
        using var graph = new GraphBuilder().Placeholder("x_input", DType.Float64, -1).Int32("axis", 0)
            .Node("sum", "Sum", ["x_input", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32)))
            .Node("queue", "FIFOQueueV2", [], ("component_types", types), ("capacity", new() { I = 1 }))
            .Node("put", "QueueEnqueueV2", ["queue", "sum"], ("Tcomponents", types))
            .Node("x", "QueueDequeueV2", ["queue", "^put"], ("component_types", types)).Load(tf);
        Assert.True(graph.IsStateful);
        foreach (var threads in new[] { 1, 3 })
        {
            Assert.Equal(66.0, Frame.From(new NumberTable(3, 2, 2)).ReduceBlocks(graph, new ReduceOptions { Fetches = ["x"] }, new EngineOptions { Parallelism = threads }, Now).Only());
        }
    }

    private static Graph Same(Runtime tf) => Graph.Load(
        new GraphBuilder().Placeholder("x", DType.Float32, -1, 2).Node("y", "Identity", ["x"], GraphBuilder.T(DType.Float32)).Bytes, tf.Open());

    private static MapOptions AsMap(ReduceOptions options) => options.ToMap() with { Fetches = ["y"], Keep = [], Vectors = options.Vectors.Count > 0 ? ["y"] : [] };

    private sealed class Watch(Action look) : IProgress<FrameProgress>
    {
        public void Report(FrameProgress value) => look();
    }
}
