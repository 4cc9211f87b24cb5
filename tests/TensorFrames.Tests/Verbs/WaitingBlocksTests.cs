using Apache.Arrow;
using TensorFrames.Tests.Columns;
using TensorFrames.Tests.Engine;
using TensorFrames.Tests.Graphs;
using Xunit;
using static TensorFrames.Tests.Verbs.ReduceGraphs;

namespace TensorFrames.Tests.Verbs;

/// <summary>Blocks that a reduce on one thread runs several in a call: as if each were run by itself.</summary>
public sealed class WaitingBlocksTests
{
    private static readonly EngineOptions s_one = new() { Parallelism = 1, BlockRows = 64 };

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory, EveryRuntime]
    public void They_are_reduced_and_counted_as_several_threads_do_it(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        var x = Doubles(Enumerable.Range(0, 6_500).Select(i => 1.0 / (i + 1)));
        var (one, more) = (Counted(tf, Cut(x, 3, 1, 70), graph, 1), Counted(tf, Cut(x, 3, 1, 70), graph, 3));
        Assert.Equal(more.Sum, one.Sum);
        Assert.Equal(more.Runs, one.Runs);
        Assert.Equal(more.Feed with { Reasons = one.Feed.Reasons }, one.Feed);
        Assert.Equal(more.Feed.Reasons, one.Feed.Reasons);
        Assert.Equal(more.Fetch, one.Fetch);
    }

    [Theory, EveryRuntime]
    public void Where_batches_lie_in_memory_the_caller_reduces_them_unless_told_otherwise(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        var frame = Cut(Doubles(Enumerable.Repeat(1.0, 640)), 1, 3, 70);
        Assert.Equal([Environment.CurrentManagedThreadId], Threads(frame, 0));
        Assert.DoesNotContain(Environment.CurrentManagedThreadId, Threads(frame, 2));
        Assert.Equal(Environment.ProcessorCount == 1, Threads(frame.Repartition(2), 0).Contains(Environment.CurrentManagedThreadId));

        HashSet<int> Threads(Frame over, int parallelism)
        {
            var seen = new ThreadNumbers();
            over.ReduceBlocks(graph, new ReduceOptions(), new EngineOptions { Parallelism = parallelism, Progress = seen }, Now).Dispose();
            return [.. seen.All];
        }
    }

    [Theory, EveryRuntime]
    public void Several_columns_constants_and_cells_of_any_rank_wait_alike(Runtime tf)
    {
        var graph = new GraphBuilder().Blocks("y", "Prod", DType.Int64).Blocks("x", "Max", DType.Float32, 2, 3);
        graph.Def.Node[^1].Name = "max";
        using var loaded = graph.Placeholder("most", DType.Float32).Node("x", "Minimum", ["max", "most"], GraphBuilder.T(DType.Float32)).Load(tf);
        var frame = Columns.Tables.Frame(("y", new Int64Array.Builder().AppendRange(Enumerable.Range(1, 12).Select(i => (long)i)).Build()), ("x", Cells(12)));
        var options = new ReduceOptions { Fetches = ["x", "y"], Constants = new Dictionary<string, TensorValue> { ["most"] = TensorValue.Scalar(34f) } };
        using var result = frame.ReduceBlocks(loaded, options, s_one with { BlockRows = 2 }, Now);
        Assert.Equal(["479001600"], ArrowCompare.Of(result.Column("y")).Select(ArrowCompare.Text));
        Assert.Equal(["[[33, 33.5, 34], [34, 34, 34]]"], ArrowCompare.Of(result.Column("x")).Select(ArrowCompare.Text));
    }

    [Theory, EveryRuntime]
    public void An_error_names_its_block_and_comes_before_that_of_a_later_read(Runtime tf)
    {
        using var graph = LogOfMin(tf);
        var frame = Frame.From(new NumberTable(partitions: 1, batches: 3, rows: 2, failAtPartition: 0));
        var error = Assert.Throws<RunException>(() => frame.ReduceBlocks(graph, new ReduceOptions(), s_one, Now));
        Assert.Contains("(block 0 of part 0, from row 0)", error.Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void A_block_that_cannot_be_fed_is_named_after_those_before_it_ran(Runtime tf)
    {
        using var sum = SumBlocks(tf);
        using var log = LogOfMin(tf);
        var x = new DoubleArray.Builder().AppendRange(Enumerable.Range(0, 9).Select(i => (double)i)).AppendNull().Build();
        Assert.Equal(9, Assert.Throws<BlockException>(() => Cut(x, 1, 3, 6).ReduceBlocks(sum, new ReduceOptions(), s_one, Now)).Row);
        Assert.Equal(9, Assert.Throws<BlockException>(() => Cut(x, 1).ReduceBlocks(sum, new ReduceOptions(), s_one, Now)).Row);
        Assert.Contains("(block 0 of ", Assert.Throws<RunException>(() => Cut(x, 1, 3, 6).ReduceBlocks(log, new ReduceOptions(), s_one, Now)).Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void Blocks_that_hold_much_beside_what_is_fed_do_not_wait_for_many_others(Runtime tf)
    {
        using var map = SmallGraphs.AddThree(tf);
        using var graph = SumBlocks(tf);
        const int Rows = 6 * 64, Wide = 32_768;
        var wide = ColumnKind.FixedList(ColumnKind.Floats(Rows * Wide), Wide, Rows);
        var frame = Columns.Tables.Frame(("x", Doubles(Enumerable.Repeat(1.0, Rows))), ("w", wide)).MapBlocks(map, "y");
        long reduced = 0, before = tf.Open().Counters.Runs;
        var options = s_one with { Progress = new Told(p => reduced = tf.Open().Counters.Runs - before - p.Blocks) };
        Assert.Equal(Rows * 1.0, frame.ReduceBlocks(graph, new ReduceOptions(), options, Now).Only());
        Assert.Equal(5, reduced);
    }

    [Theory, EveryRuntime]
    public void A_graph_that_is_closed_while_blocks_wait_is_told(Runtime tf)
    {
        var graph = SumBlocks(tf);
        var reduction = Frame.From(new NumberTable(2, 6, 64)).PlanReduceBlocks(graph, new ReduceOptions());
        var options = s_one with { Progress = new Told(p => { if (p.Blocks == 5) { graph.Dispose(); } }) };
        Assert.Throws<ObjectDisposedException>(() => reduction.Run(options, Now));
    }

    [Theory, EveryRuntime]
    public void Cancelling_leaves_nothing_of_what_waits(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        using var stop = new CancellationTokenSource();
        var options = s_one with { Progress = new Told(p => { if (p.Blocks == 5) { stop.Cancel(); } }) };
        Assert.ThrowsAny<OperationCanceledException>(() => Frame.From(new NumberTable(2, 6, 64)).ReduceBlocks(graph, new ReduceOptions(), options, stop.Token));
    }

    private static (object? Sum, long Runs, FeedConversion Feed, FetchConversion Fetch) Counted(Runtime tf, Frame frame, Graph graph, int threads)
    {
        var before = tf.Open().Counters.Runs;
        var reduction = frame.PlanReduceBlocks(graph, new ReduceOptions());
        var sum = reduction.Run(s_one with { Parallelism = threads }, Now).Only();
        var report = Assert.Single(reduction.Reports);
        return (sum, tf.Open().Counters.Runs - before, Assert.Single(report.Feeds), Assert.Single(report.Fetches));
    }

    private static IArrowArray Cells(int rows) => ColumnKind.FixedList(ColumnKind.FixedList(ColumnKind.Floats(rows * 6), 3, rows * 2), 2, rows);

    // Of a block that holds 0, minus infinity, which is refused.
    private static Graph LogOfMin(Runtime tf)
    {
        var graph = new GraphBuilder().Blocks("x", "Min", DType.Float64);
        graph.Def.Node[^1].Name = "min";
        return graph.Node("log", "Log", ["min"], GraphBuilder.T(DType.Float64))
            .Node("x", "CheckNumerics", ["log"], GraphBuilder.T(DType.Float64), ("message", new() { S = Google.Protobuf.ByteString.CopyFromUtf8("no number") })).Load(tf);
    }

    private sealed class Told(Action<FrameProgress> told) : IProgress<FrameProgress>
    {
        public void Report(FrameProgress value) => told(value);
    }

    private sealed class ThreadNumbers : IProgress<FrameProgress>
    {
        internal System.Collections.Concurrent.ConcurrentBag<int> All { get; } = [];

        public void Report(FrameProgress value) => All.Add(Environment.CurrentManagedThreadId);
    }
}
