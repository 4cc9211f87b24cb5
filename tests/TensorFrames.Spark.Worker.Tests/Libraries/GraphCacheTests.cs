using System.Runtime.CompilerServices;
using TensorFrames.Graphs;
using TensorFrames.Spark.Worker.Libraries;
using TensorFrames.Spark.Worker.Tasks;
using TensorFrames.Spark.Worker.Tests.Tasks;
using TensorFrames.Tests;

namespace TensorFrames.Spark.Worker.Tests.Libraries;

/// <summary>Graphs stay loaded for the next tasks, but not without end, and not twice.</summary>
public sealed class GraphCacheTests
{
    private const int Most = 3;

    [Theory, EveryRuntime]
    public void Many_graphs_leave_the_last_few_loaded(Runtime tf)
    {
        var body = new TaskBody();
        for (var i = 0; i < 10; i++)
        {
            Run(body, tf, i);
        }

        Assert.Equal(Most, Loaded(body, tf));

        // The last ones are there still; the first comes again, for the one unused longest.
        Run(body, tf, 9, 8, 7, 0, 8);
        Assert.Equal(Most, Loaded(body, tf));
    }

    [Theory, EveryRuntime]
    public void A_graph_in_use_stays_whatever_comes_beside_it(Runtime tf)
    {
        var body = new TaskBody();
        using var task = new FakeTask(body, Header(tf, 100));
        var input = FakeTask.Wrapped(Work.X, Work.Numbers(1000, 1000));
        task.TrySend(input.AsSpan(0, input.Length - 500));
        Assert.Equal(4, task.Spark.Receive(new byte[4]));
        Run(body, tf, [.. Enumerable.Range(0, 10)]);
        task.TrySend(input.AsSpan(input.Length - 500));
        task.Spark.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        Assert.Null(task.Finish().Error);
        Assert.Equal(Most, Loaded(body, tf));
    }

    [Theory, EveryRuntime]
    public void A_cancelled_task_waits_for_no_load(Runtime tf)
    {
        // A pipe in the graph's place: its reading lasts until somebody writes.
        var folder = Directory.CreateTempSubdirectory();
        var pipe = Path.Combine(folder.FullName, "graph.pb");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
        {
            made.WaitForExit();
        }

        var bytes = Work.Binary("Add", 1234.0);
        var graph = Work.Graph(bytes) with { Bytes = default, File = "graph.pb" };
        var (cache, library) = (new GraphCache(), new TaskBody().Libraries.Open(Header(tf, 0), TestContext.Current.CancellationToken));
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        Exception? read = null, waited = null;
        var reads = new Thread(() => read = Record.Exception(() => cache.Use(library, graph, folder.FullName, Most, first.Token)));
        var waits = new Thread(() => waited = Record.Exception(() => cache.Use(library, graph, folder.FullName, Most, second.Token)));
        reads.Start();
        using (var writer = new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            // The reader has opened it, and holds the lock.
            waits.Start();
            second.CancelAfter(100);
            Assert.True(waits.Join(10_000), "it waits for the other's load");
            Assert.IsAssignableFrom<OperationCanceledException>(waited);

            // What is read by one that is cancelled itself is not imported.
            first.Cancel();
            writer.Write(bytes);
        }

        Assert.True(reads.Join(10_000));
        Assert.IsAssignableFrom<OperationCanceledException>(read);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Bytes_of_a_graph_that_only_runs_are_let_go()
    {
        var (file, bytes) = Loaded();
        GC.Collect();
        Assert.False(bytes.IsAlive);
        Assert.Contains("loaded to run", Assert.Throws<GraphException>(() => file.Original()).Message, StringComparison.Ordinal);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GraphFile, WeakReference) Loaded()
    {
        var bytes = Work.Binary("Add", 42.0).ToArray();
        var file = GraphFile.LoadToRun(bytes, "g");
        file.DropWeights();
        return (file, new WeakReference(bytes));
    }

    private static void Run(TaskBody body, Runtime tf, params int[] constants)
    {
        foreach (var constant in constants)
        {
            Assert.Equal([constant], Work.Column(FakeTask.Run(body, Header(tf, constant), FakeTask.Wrapped(Work.X, Work.Numbers(1))).Rows(), "y"));
        }
    }

    private static TaskHeader Header(Runtime tf, double constant) => FakeTask.Map(Work.Task(Work.Binary("Add", constant)), tf, (WorkerSettings.Graphs, $"{Most}"));

    private static long Loaded(TaskBody body, Runtime tf) => body.Libraries.Open(Header(tf, 0)).Runtime.Counters.LiveGraphs;
}
