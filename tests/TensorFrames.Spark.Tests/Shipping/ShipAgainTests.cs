using Microsoft.Extensions.Logging;
using TensorFrames.Spark.Shipping;
using TensorFrames.Spark.Tests.Failures;
using TensorFrames.Spark.Tests.Verbs;
using TensorFrames.Tests;

namespace TensorFrames.Spark.Tests.Shipping;

/// <summary>A session that ships more than once, or from several threads, runs by what was asked for last.</summary>
public sealed class ShipAgainTests
{
    private static readonly ShipOptions s_nowhere = new() { InstalledLibTensorFlow = "/nowhere/libtensorflow.so.2" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EverySpark]
    public async Task Another_choice_of_library_takes_the_place_of_the_last(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        await session.ShipAsync(new ShipOptions { ShipLibTensorFlow = true, LibTensorFlow = TestRuntimes.LibraryPath(TestRuntimes.Old) }, Token);
        Assert.StartsWith("the session's file libtensorflow-", session.Shipped!.LibTensorFlow, StringComparison.Ordinal);
        await session.ShipAsync(s_nowhere, Token);
        Assert.Equal("/nowhere/libtensorflow.so.2 on the nodes", session.Shipped.LibTensorFlow);
        Assert.Null(await session.Confs.GetAsync(Shipment.LibraryFileSetting, Token));
        await session.ShipAsync(null, Token);
        Assert.Equal("as executors find it", session.Shipped.LibTensorFlow);
        using var graph = SmallGraphs.AddThree();
        Assert.Equal(1, await Rows.Count(session.Sql("SELECT 1D AS x").MapBlocks(graph, "y")));
    }

    [Theory, EverySpark]
    public async Task Another_worker_has_a_folder_of_its_own(Spark spark)
    {
        using var folder = new Folder();
        using var graph = SmallGraphs.AddThree();
        await using var session = await spark.ConnectAsync();
        await session.ShipAsync(null, Token);
        var first = session.Shipped!.Worker;
        Assert.Equal(1, await Rows.Count(session.Sql("SELECT 1D AS x").MapBlocks(graph, "y")));
        await session.ShipAsync(new ShipOptions { Worker = NewerGlibc.Of(WorkerExecutable.Find(), folder[WorkerExecutable.Name]) }, Token);
        Assert.NotEqual(first, session.Shipped.Worker);
        var error = await Assert.ThrowsAsync<SparkException>(() => Rows.Count(session.Sql("SELECT 2D AS x").MapBlocks(graph, "y")));
        Assert.Contains("GLIBC_2.99", error.Message, StringComparison.Ordinal);
    }

    [Theory, EverySpark]
    public async Task Verbs_at_once_ship_once_and_not_over_what_was_asked_for(Spark spark)
    {
        var log = new ShipmentLog();
        using var graph = SmallGraphs.AddThree();
        await using var session = await spark.ConnectAsync(new SparkSessionOptions { Logger = log });
        var asked = session.ShipAsync(s_nowhere, Token);
        await Task.WhenAll([asked, .. Enumerable.Range(0, 8).Select(i => session.Sql($"SELECT {i}D AS x").MapBlocks(graph, "y").SchemaAsync(Token))]);
        Assert.Equal(1, log.Count);
        Assert.Equal("/nowhere/libtensorflow.so.2", await session.Confs.GetAsync(Shipment.LibrarySetting, Token));
        Assert.Same(WorkerArchive.Pack(WorkerExecutable.Find()), WorkerArchive.Pack(WorkerExecutable.Find()));
    }

    private sealed class ShipmentLog : ILogger
    {
        private const int Shipped = 6;
        private int _count;

        internal int Count => _count;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == Shipped)
            {
                Interlocked.Increment(ref _count);
            }
        }
    }
}
