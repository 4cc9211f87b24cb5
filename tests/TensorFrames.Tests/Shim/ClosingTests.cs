using TensorFrames.Tests.Graphs;
using Xunit;

namespace TensorFrames.Tests.Shim;

/// <summary>Closing while others run, in the wrong order too: each run ends in its result or in an error, and the process lives.</summary>
public sealed class ClosingTests
{
    private const int Threads = 4;

    [Theory, EveryRuntime]
    public void Closing_a_graph_under_its_runs_leaves_nothing(Runtime tf)
    {
        using var runtime = TensorFlowRuntime.Open(tf.LibraryPath);
        for (var round = 0; round < 20; round++)
        {
            CloseUnderRuns(Same(runtime), graph => graph.Dispose());
        }

        var counters = runtime.Counters;
        Assert.Equal((0, 0, 0, 0, 0), (counters.LiveBytes, counters.LiveTensors, counters.LiveOutputs, counters.LiveLeases, counters.LiveSessions));
        Assert.InRange(counters.Runs, 1, long.MaxValue);
    }

    [Theory, EveryRuntime]
    public void Closing_the_runtime_under_runs_harms_nobody(Runtime tf)
    {
        for (var round = 0; round < 20; round++)
        {
            CloseUnderRuns(Same(TensorFlowRuntime.Open(tf.LibraryPath)), graph =>
            {
                graph.Runtime.Dispose();
                graph.Dispose();
            });
        }
    }

    [Theory, EveryRuntime]
    public void What_is_closed_twice_is_closed_once(Runtime tf)
    {
        var runtime = TensorFlowRuntime.Open(tf.LibraryPath);
        var graph = Same(runtime);
        var results = graph.Run(Feeds(), "y");
        for (var time = 0; time < 2; time++)
        {
            graph.Dispose();
            runtime.Dispose();
            results.Dispose();
        }

        Assert.Throws<ObjectDisposedException>(() => graph.Run(Feeds(), "y"));
    }

    private static void CloseUnderRuns(Graph graph, Action<Graph> close)
    {
        using var started = new CountdownEvent(Threads);
        var runners = Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(() => RunUntilClosed(graph, started), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        started.Wait(TestContext.Current.CancellationToken);
        close(graph);
        Task.WaitAll(runners, TestContext.Current.CancellationToken);
    }

    private static void RunUntilClosed(Graph graph, CountdownEvent started)
    {
        var feeds = Feeds();
        try
        {
            for (var run = 0; ; run++)
            {
                using var results = graph.Run(feeds, "y");
                Assert.Equal(2.0, results.Values<double>("y")[1]);
                if (run == 10)
                {
                    started.Signal();
                }
            }
        }
        catch (ObjectDisposedException)
        {
            // The only way out.
        }
    }

    private static Dictionary<string, TensorValue> Feeds() => new(StringComparer.Ordinal) { ["x"] = TensorValue.Of<double>([1, 2, 3]) };

    // Its output is its feed: each run is leased.
    private static Graph Same(TensorFlowRuntime runtime) => Graph.Load(
        new GraphBuilder().Placeholder("x", DType.Float64, -1).Node("y", "Identity", ["x"], GraphBuilder.T(DType.Float64)).Bytes, runtime);
}
