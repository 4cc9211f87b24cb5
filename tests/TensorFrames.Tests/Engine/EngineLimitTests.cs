using Apache.Arrow;
using TensorFrames.Tables;
using Xunit;

namespace TensorFrames.Tests.Engine;

/// <summary>The engine at its limits: small windows, many partitions, early ends, errors in every place.</summary>
public sealed class EngineLimitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory, EveryRuntime]
    public void Any_window_threads_and_partitions_come_to_an_end_in_order(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        foreach (var (threads, window, partitions, batches) in new[] { (1, 1, 9, 3), (2, 1, 40, 1), (8, 1, 3, 9), (3, 2, 7, 5), (8, 100, 2, 2), (5, 0, 0, 1), (4, 1, 5, 0) })
        {
            var frame = Frame.From(new NumberTable(partitions, batches, 3)).MapBlocks(graph, new MapOptions { Fetches = ["y"], Keep = [] });
            var y = Within(() => Values(frame.ToBatches(new EngineOptions { Parallelism = threads, BlocksInFlight = window }, Now)));
            Assert.Equal(Enumerable.Range(0, partitions * batches * 3).Select(i => i + 3.0), y);
        }
    }

    [Theory, EveryRuntime]
    public void Numbers_no_engine_can_have_are_refused_before_anything_runs(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var table = new NumberTable(1, 1, 3);
        var frame = Frame.From(table).MapBlocks(graph, "y");
        foreach (var options in new EngineOptions[] { new() { BlockRows = 0 }, new() { Parallelism = -1 }, new() { Parallelism = 1_000_000 }, new() { BlocksInFlight = -1 } })
        {
            Assert.Contains("Fix: ", Assert.Throws<PlanException>(() => Take(frame.ToBatches(options, Now))).Message, StringComparison.Ordinal);
        }

        Assert.Equal(0, table.BatchesRead);
    }

    [Theory, EveryRuntime]
    public void No_more_blocks_than_asked_for_are_in_flight(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        foreach (var (partitions, window) in new[] { (1, 2), (4, 3), (4, 8) })
        {
            var table = new NumberTable(partitions, 50, 8);
            using var results = Frame.From(table).MapBlocks(graph, "y").ToBatches(new EngineOptions { Parallelism = 2, BlocksInFlight = window }, Now).GetEnumerator();
            for (var taken = 1; taken <= 20; taken++)
            {
                Assert.True(results.MoveNext());
                results.Current.Dispose();
                Thread.Sleep(2);
                Assert.InRange(table.BatchesRead, taken, taken + window);
            }
        }
    }

    [Theory, EveryRuntime]
    public void Blocks_of_one_row_and_batches_of_none_keep_their_order(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var schema = new NumberTable(1, 1, 1).Schema;
        var batches = new[] { 0, 3, 0, 0, 2, 0 }.Select(rows => new RecordBatch(schema, [Numbers(rows)], rows));
        var frame = Frame.From(new MemoryTable(schema, batches)).MapBlocks(graph, new MapOptions { Fetches = ["y"], Keep = [] });
        Assert.Equal([3.0, 4, 5, 3, 4], Within(() => Values(frame.ToBatches(new EngineOptions { BlockRows = 1, Parallelism = 3 }, Now))));
    }

    [Theory, EveryRuntime]
    public async Task Leaving_an_asynchronous_loop_stops_the_threads(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var table = new NumberTable(3, 1000, 8);
        await foreach (var batch in Frame.From(table).MapBlocks(graph, "y").ToBatchesAsync(new EngineOptions { Parallelism = 3 }, Now))
        {
            batch.Dispose();
            break;
        }

        var read = table.BatchesRead;
        await Task.Delay(50, Now);
        Assert.Equal(read, table.BatchesRead);
    }

    [Theory, EveryRuntime]
    public async Task A_cancelled_token_is_the_one_that_is_told(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        using var cancel = new CancellationTokenSource();
        var frame = Frame.From(new NumberTable(2, 1000, 8)).MapBlocks(graph, "y");
        foreach (var threads in new[] { 1, 2 })
        {
            await cancel.CancelAsync();
            Assert.Equal(cancel.Token, Assert.ThrowsAny<OperationCanceledException>(() => Take(frame.ToBatches(new EngineOptions { Parallelism = threads }, cancel.Token))).CancellationToken);
        }

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var batch in frame.ToBatchesAsync(cancellationToken: cancel.Token))
            {
                batch.Dispose();
            }
        });
        Assert.Equal(cancel.Token, error.CancellationToken);
    }

    [Theory, EveryRuntime]
    public void Errors_of_progress_and_log_end_the_run_and_reach_the_caller(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var frame = Frame.From(new NumberTable(2, 5, 8)).MapBlocks(graph, "y");
        foreach (var threads in new[] { 1, 3 })
        {
            Assert.Throws<NotSupportedException>(() => Take(frame.ToBatches(new EngineOptions { Parallelism = threads, Progress = new Throwing() }, Now)));
            Assert.Throws<NotSupportedException>(() => Take(frame.ToBatches(new EngineOptions { Parallelism = threads, Logger = new LogLines { Throws = true } }, Now)));
        }
    }

    [Theory, EveryRuntime]
    public void An_error_on_closing_a_partition_comes_after_its_blocks(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        foreach (var threads in new[] { 1, 2 })
        {
            var blocks = 0;
            var frame = Frame.From(new NumberTable(2, 3, 8).ClosingBadly()).MapBlocks(graph, "y");
            Assert.Throws<TableException>(() => Take(frame.ToBatches(new EngineOptions { Parallelism = threads }, Now), () => blocks++));
            Assert.Equal(3, blocks);
        }
    }

    [Theory, EveryRuntime]
    public void Results_can_be_taken_again_with_counts_of_their_own(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var progress = new Furthest();
        var batches = Frame.From(new NumberTable(1, 2, 8)).MapBlocks(graph, "y").ToBatches(new EngineOptions { Progress = progress }, Now);
        Take(batches);
        Take(batches);
        Assert.Equal(16, progress.Rows);
    }

    [Fact]
    public void Graphs_of_two_TensorFlows_follow_one_another_in_one_frame()
    {
        Assert.SkipWhen(TestRuntimes.Present.Count < 2, "needs both runtimes");
        using var old = SmallGraphs.AddThree(TestRuntimes.All[0]);
        using var young = SmallGraphs.AddThree(TestRuntimes.All[1]);
        var frame = Frame.From(new NumberTable(3, 2, 64)).MapBlocks(old, "y")
            .MapBlocks(young, new MapOptions { Feeds = new Dictionary<string, string> { ["x"] = "y" }, Fetches = ["y:0"], Keep = ["x"] })
            .MapBlocksTrimmed(old, new MapOptions { Feeds = new Dictionary<string, string> { ["x"] = "y:0" }, Fetches = ["y"] });
        Assert.Equal(Enumerable.Range(0, 3 * 2 * 64).Select(i => i + 9.0), Values(frame.ToBatches(new EngineOptions { Parallelism = 3 }, Now)));
        Assert.Equal(0, frame.Reports.Sum(r => r.CopiedBytes));
    }

    [Theory, EveryRuntime]
    public void Batches_that_are_joined_are_a_copy_and_counted_as_one(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var frame = Frame.From(new NumberTable(2, 3, 64)).MapBlocks(graph, "y");
        Take(frame.ToBatches(new EngineOptions { OneBlockPerPartition = true }, Now));
        var feed = frame.Reports[0].Feeds[0];
        Assert.Equal((2L, 2L * 3 * 64 * 8, 2L), (feed.CopiedTensors, feed.CopiedBytes, feed.Reasons[CopyReason.Joined]));
        var strict = Frame.From(new NumberTable(1, 3, 64)).MapBlocks(graph, new MapOptions { Fetches = ["y"], NoCopy = true });
        Assert.Contains("Joined", Assert.Throws<BlockException>(() => Take(strict.ToBatches(new EngineOptions { OneBlockPerPartition = true }, Now))).Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void A_single_batch_is_a_block_without_a_copy(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var frame = Frame.From(new NumberTable(2, 1, 64)).MapBlocks(graph, new MapOptions { Fetches = ["y"], NoCopy = true });
        Assert.Equal(2, frame.ToBatches(new EngineOptions { OneBlockPerPartition = true }, Now).Count());
    }

    private static void Take(IEnumerable<RecordBatch> batches, Action? each = null)
    {
        foreach (var batch in batches)
        {
            batch.Dispose();
            each?.Invoke();
        }
    }

    private static T Within<T>(Func<T> work)
    {
        T result = default!;
        var thread = new Thread(() => result = work()) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(Patience), "the engine stands still");
        return result;
    }

    private static double[] Values(IEnumerable<RecordBatch> batches) => [.. batches.SelectMany(b => ((DoubleArray)b.Column(0)).Values.ToArray())];

    private static DoubleArray Numbers(int count) => new DoubleArray.Builder().AppendRange(Enumerable.Range(0, count).Select(i => (double)i)).Build();

    private sealed class Throwing : IProgress<FrameProgress>
    {
        public void Report(FrameProgress value) => throw new NotSupportedException("no progress, please");
    }

    private sealed class Furthest : IProgress<FrameProgress>
    {
        private long _rows;

        public long Rows => Volatile.Read(ref _rows);

        public void Report(FrameProgress value) => Volatile.Write(ref _rows, Math.Max(_rows, value.Rows));
    }
}
