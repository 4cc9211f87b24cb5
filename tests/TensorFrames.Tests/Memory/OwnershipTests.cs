using Apache.Arrow;
using TensorFrames.Tests.Engine;
using Xunit;

namespace TensorFrames.Tests.Memory;

/// <summary>Who holds what: outputs in TensorFlow's memory, feeds that outputs alias, and that all of it comes back.</summary>
public sealed class OwnershipTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory, EveryRuntime]
    public void Everything_is_given_back_when_results_are_disposed(Runtime tf)
    {
        using var runtime = TensorFlowRuntime.Open(tf.LibraryPath);
        using (var graph = Own(runtime))
        {
            foreach (var batch in Frame.From(new NumberTable(3, 20, 64)).MapBlocks(graph, "y").ToBatches(new EngineOptions { Parallelism = 2 }, Now))
            {
                batch.Dispose();
            }
        }

        AssertNothingIsLive(runtime);
    }

    [Theory, EveryRuntime]
    public void Ten_thousand_dropped_results_are_given_back_by_the_finaliser(Runtime tf)
    {
        using var runtime = TensorFlowRuntime.Open(tf.LibraryPath);
        using (var graph = Own(runtime))
        {
            Drop(graph);
            for (var i = 0; i < 10 && runtime.Counters.LiveOutputs > 0; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }

        Assert.Equal(10_000, runtime.Counters.Runs);
        AssertNothingIsLive(runtime);
    }

    [Theory, EveryRuntime]
    public void An_output_that_is_its_feed_outlives_the_input_the_graph_and_the_runtime(Runtime tf)
    {
        RecordBatch result;
        using (var runtime = TensorFlowRuntime.Open(tf.LibraryPath))
        {
            using var graph = Own(runtime);
            result = Frame.From(new NumberTable(1, 1, 128)).MapBlocks(graph, new MapOptions { Keep = [] }).ToBatches(new EngineOptions { Parallelism = 1 }, Now).Single();
            Assert.Equal((1, 1), (runtime.Counters.AliasedOutputs, runtime.Counters.LiveLeases));
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal(Enumerable.Range(0, 128).Select(i => (double)i), ((DoubleArray)result.Column("y")).Values.ToArray());
        result.Dispose();
    }

    [Theory, EveryRuntime]
    public void A_column_that_is_kept_alone_keeps_its_run_alive(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var batch = Frame.From(new NumberTable(1, 1, 8)).MapBlocks(graph, "y").ToBatches(new EngineOptions { Parallelism = 1 }, Now).Single();
        var kept = ArrowArrayFactory.SliceShared(batch.Column("y"), 2, 3);
        batch.Dispose();
        Assert.Equal([5.0, 6, 7], ((DoubleArray)kept).Values.ToArray());
        kept.Dispose();
    }

    [Theory, EveryRuntime]
    public void Results_of_a_single_call_are_read_where_TensorFlow_made_them(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        using var results = graph.Run(new Dictionary<string, TensorValue> { ["x"] = TensorValue.Of<double>([1, 2]) });
        Assert.Equal([4.0, 5.0], results.Values<double>("y").ToArray());
    }

    private static Graph Own(TensorFlowRuntime runtime)
    {
        return Graph.Load(new Graphs.GraphBuilder().Placeholder("x", DType.Float64, -1).Node("y", "Identity", ["x"], Graphs.GraphBuilder.T(DType.Float64)).Bytes, runtime);
    }

    private static void Drop(Graph graph)
    {
        var frame = Frame.From(new NumberTable(1, 10_000, 16)).MapBlocks(graph, "y");
        Assert.Equal(10_000, frame.ToBatches(new EngineOptions { Parallelism = 1 }, Now).Count());
    }

    private static void AssertNothingIsLive(TensorFlowRuntime runtime)
    {
        var counters = runtime.Counters;
        Assert.Equal((0, 0, 0, 0, 0, 0), (counters.LiveBytes, counters.LiveTensors, counters.LiveOutputs, counters.LiveLeases, counters.LiveGraphs, counters.LiveSessions));
    }
}
