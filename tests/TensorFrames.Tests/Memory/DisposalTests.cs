using Apache.Arrow;
using TensorFrames.Tests.Columns;
using TensorFrames.Tests.Engine;
using Xunit;

namespace TensorFrames.Tests.Memory;

/// <summary>What was disposed of says so, everywhere; nothing reads memory that was given back.</summary>
public sealed class DisposalTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory, EveryRuntime]
    public void Results_that_were_disposed_of_are_not_read(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var results = Run(graph);
        results.Dispose();
        results.Dispose();
        Assert.Throws<ObjectDisposedException>(() => results.Values<double>("y").Length);
        Assert.Throws<ObjectDisposedException>(() => results.Shape("y"));
        Assert.Throws<ObjectDisposedException>(() => results.DType("y"));
        Assert.Equal(["y"], results.Names);
    }

    [Theory, EveryRuntime]
    public void Columns_of_a_batch_that_was_disposed_of_are_not_read(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var batch = Frame.From(new NumberTable(1, 1, 64)).MapBlocks(graph, "y").ToBatches(new EngineOptions { Parallelism = 1 }, Now).Single();
        var y = (DoubleArray)batch.Column("y");
        var memory = y.ValueBuffer.Memory;
        batch.Dispose();
        Assert.ThrowsAny<Exception>(() => y.Values.Length);
        Assert.Throws<ObjectDisposedException>(() => memory.Span.Length);
        Assert.Throws<ObjectDisposedException>(() => memory.Pin().Dispose());
    }

    [Theory, EveryRuntime]
    public void Batches_disposed_of_twice_give_back_once(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var batch = Frame.From(new NumberTable(1, 1, 64)).MapBlocks(graph, "y").ToBatches(new EngineOptions { Parallelism = 1 }, Now).Single();
        var kept = ArrowArrayFactory.SliceShared(batch.Column("y"), 0, 64);
        batch.Dispose();
        batch.Dispose();
        Assert.Equal(3.0, ((DoubleArray)kept).GetValue(0));
        kept.Dispose();
    }

    [Theory, EveryRuntime]
    public void Results_nobody_disposed_of_are_given_back_by_the_finaliser(Runtime tf)
    {
        using var runtime = TensorFlowRuntime.Open(tf.LibraryPath);
        using var graph = Graph.Load(new Graphs.GraphBuilder().Placeholder("x", DType.Float64, -1).Node("y", "Neg", ["x"], Graphs.GraphBuilder.T(DType.Float64)).Bytes, runtime);
        Drop(graph);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal(0, runtime.Counters.LiveOutputs);
    }

    [Theory, EveryRuntime]
    public void A_graph_that_was_disposed_of_runs_no_more(Runtime tf)
    {
        var graph = SmallGraphs.AddThree(tf);
        var frame = Frame.From(new NumberTable(1, 1, 64)).MapBlocks(graph, "y");
        Run(graph).Dispose();
        graph.Dispose();
        graph.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Run(graph));
        Assert.Throws<ObjectDisposedException>(() => frame.MapBlocks(graph, "y:0"));
        foreach (var threads in new[] { 1, 2 })
        {
            Assert.Throws<ObjectDisposedException>(() => frame.ToBatches(new EngineOptions { Parallelism = threads }, Now).Count());
        }
    }

    [Theory, EveryRuntime]
    public void A_graph_disposed_of_before_its_first_run_runs_no_more(Runtime tf)
    {
        var graph = SmallGraphs.AddThree(tf);
        graph.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Run(graph));
    }

    [Theory, EveryRuntime]
    public void A_runtime_may_go_before_its_graphs(Runtime tf)
    {
        var runtime = TensorFlowRuntime.Open(tf.LibraryPath);
        var graph = Identity.Graph(runtime, DType.Float64, new(-1));
        var results = Run(graph);
        runtime.Dispose();
        runtime.Dispose();
        Assert.Equal([1.0, 2], results.Values<double>("y").ToArray());
        Assert.Throws<ObjectDisposedException>(() => runtime.Counters);
        Assert.Throws<ObjectDisposedException>(() => Identity.Graph(runtime, DType.Float64, new(-1)));
        results.Dispose();
        using (var more = Run(graph))
        {
            Assert.Equal([1.0, 2], more.Values<double>("y").ToArray());
        }

        graph.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Run(graph));
    }

    [Theory, EveryRuntime]
    public async Task An_Arrow_stream_is_disposed_of_once_and_read_no_more(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var stream = Frame.From(new NumberTable(2, 50, 8)).MapBlocks(graph, "y").ToArrowStream();
        (await stream.ReadNextRecordBatchAsync(Now)).Dispose();
        stream.Dispose();
        stream.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await stream.ReadNextRecordBatchAsync(Now));
    }

    [Fact]
    public void The_default_runtime_stays_open()
    {
        Assert.SkipWhen(LibTensorFlow.Search(cancellationToken: Now).Path is null, "needs a libtensorflow");
        TensorFlowRuntime.Default.Dispose();
        Assert.InRange(TensorFlowRuntime.Default.Counters.Runs, 0, long.MaxValue);
    }

    [Theory, EveryRuntime]
    public void A_graph_disposed_of_while_a_frame_is_read_ends_it_with_an_error(Runtime tf)
    {
        foreach (var threads in new[] { 1, 3 })
        {
            var graph = SmallGraphs.AddThree(tf);
            var frame = Frame.From(new NumberTable(3, 200, 64)).MapBlocks(graph, "y");
            Assert.Throws<ObjectDisposedException>(() =>
            {
                foreach (var batch in frame.ToBatches(new EngineOptions { Parallelism = threads }, Now))
                {
                    batch.Dispose();
                    graph.Dispose();
                }
            });
        }
    }

    [Theory, EveryRuntime]
    public async Task Results_disposed_of_on_another_thread_are_read_whole_or_refused(Runtime tf)
    {
        using var graph = Identity.Graph(tf, DType.String, new(-1));
        var feed = new Dictionary<string, TensorValue> { ["x"] = TensorValue.Strings([.. Enumerable.Range(0, 2_000).Select(i => $"the string with the number {i}")]) };
        for (var round = 0; round < 100; round++)
        {
            var results = graph.Run(feed);
            var disposing = Task.Run(results.Dispose, Now);
            try
            {
                Assert.Equal("the string with the number 1999", results.Strings("y")[^1]);
            }
            catch (ObjectDisposedException)
            {
            }

            await disposing;
        }
    }

    private static RunResults Run(Graph graph) => graph.Run(new Dictionary<string, TensorValue> { ["x"] = TensorValue.Of<double>([1, 2]) });

    private static void Drop(Graph graph)
    {
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal("[2]", Run(graph).Shape("y").ToString());
        }
    }
}
