using Apache.Arrow;
using TensorFrames.Tables;
using Xunit;

namespace TensorFrames.Tests.Engine;

public sealed class EngineTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory, EveryRuntime]
    public void Results_keep_the_order_of_partitions_and_blocks_on_any_number_of_threads(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        foreach (var threads in new[] { 1, 2, 7 })
        {
            var frame = Frame.From(new NumberTable(partitions: 5, batches: 7, rows: 13)).MapBlocks(graph, new MapOptions { Fetches = ["y"], Keep = [] });
            Assert.Equal(Enumerable.Range(0, 5 * 7 * 13).Select(i => i + 3.0), Values(frame.ToBatches(new EngineOptions { Parallelism = threads, BlocksInFlight = 3 }, Now)));
        }
    }

    [Theory, EveryRuntime]
    public async Task The_same_comes_out_asynchronously(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var frame = Frame.From(new NumberTable(3, 5, 11)).MapBlocks(graph, new MapOptions { Fetches = ["y"], Keep = [] });
        List<RecordBatch> batches = [];
        await foreach (var batch in frame.ToBatchesAsync(new EngineOptions { Parallelism = 2 }, Now))
        {
            batches.Add(batch);
        }

        Assert.Equal(Enumerable.Range(0, 3 * 5 * 11).Select(i => i + 3.0), Values(batches));
        batches.ForEach(batch => batch.Dispose());
    }

    [Theory, EveryRuntime]
    public void Long_batches_are_cut_to_block_rows(Runtime tf)
    {
        using var graph = SmallGraphs.Same(tf);
        var frame = Frame.From(new NumberTable(1, 1, 300)).MapBlocks(graph, "y");
        var batches = frame.ToBatches(new EngineOptions { BlockRows = 128, Parallelism = 1 }, Now).ToList();
        Assert.Equal([128, 128, 44], batches.Select(b => b.Length));
        Assert.Equal(0, frame.Reports[0].CopiedBytes);
    }

    [Theory, EveryRuntime]
    public void A_partition_is_one_block_where_asked(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var frame = Frame.From(new NumberTable(2, 3, 5)).MapBlocks(graph, "y");
        Assert.Equal([15, 15], frame.ToBatches(new EngineOptions { OneBlockPerPartition = true }, Now).Select(b => b.Length));
    }

    [Theory, EveryRuntime]
    public void Memory_is_bounded_by_the_blocks_in_flight(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var table = new NumberTable(4, 50, 8);
        using var results = Frame.From(table).MapBlocks(graph, "y").ToBatches(new EngineOptions { Parallelism = 2, BlocksInFlight = 4 }, Now).GetEnumerator();
        for (var taken = 1; taken <= 60; taken++)
        {
            Assert.True(results.MoveNext());
            results.Current.Dispose();
            Assert.InRange(table.BatchesRead, taken, taken + 8);
        }
    }

    [Theory, EveryRuntime]
    public void The_first_error_in_order_is_thrown_and_names_the_block(Runtime tf)
    {
        using var graph = SmallGraphs.Checked(tf);
        var good = new DoubleArray.Builder().AppendRange([1, 2]).Build();
        var bad = new DoubleArray.Builder().AppendRange([1, double.NaN]).Build();
        var schema = new Schema([new Field("x", good.Data.DataType, false)], null);
        var table = new MemoryTable(schema, [new RecordBatch(schema, [good], 2), new RecordBatch(schema, [bad], 2), new RecordBatch(schema, [bad], 2)]);
        var error = Assert.Throws<RunException>(() => Frame.From(table).MapBlocks(graph, "y").ToBatches(new EngineOptions { Parallelism = 3 }, Now).Count());
        Assert.Equal((3, "y"), (error.Code, error.Node));
        Assert.Contains("block 1 of memory[0], from row 2", error.Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void A_table_that_breaks_off_is_an_error_after_its_good_blocks(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var blocks = 0;
        var frame = Frame.From(new NumberTable(3, 4, 5, failAtPartition: 1)).MapBlocks(graph, "y");
        Assert.Throws<TableException>(() =>
        {
            foreach (var batch in frame.ToBatches(new EngineOptions { Parallelism = 2 }, Now))
            {
                batch.Dispose();
                blocks++;
            }
        });
        Assert.Equal(8, blocks);
    }

    [Theory, EveryRuntime]
    public void Leaving_the_loop_stops_the_threads(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var table = new NumberTable(2, 1000, 8);
        foreach (var batch in Frame.From(table).MapBlocks(graph, "y").ToBatches(new EngineOptions { Parallelism = 2 }, Now))
        {
            batch.Dispose();
            break;
        }

        var read = table.BatchesRead;
        Assert.InRange(read, 1, 40);
        Thread.Sleep(50);
        Assert.Equal(read, table.BatchesRead);
    }

    [Theory, EveryRuntime]
    public void Cancelling_ends_a_run(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        using var cancel = new CancellationTokenSource();
        var batches = Frame.From(new NumberTable(2, 1000, 8)).MapBlocks(graph, "y").ToBatches(new EngineOptions { Parallelism = 2 }, cancel.Token);
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (var batch in batches)
            {
                batch.Dispose();
                cancel.Cancel();
            }
        });
    }

    [Theory, EveryRuntime]
    public void Progress_counts_every_row(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var progress = new Last();
        Assert.Equal(6, Frame.From(new NumberTable(2, 3, 5)).MapBlocks(graph, "y").ToBatches(new EngineOptions { Progress = progress }, Now).Count());
        Assert.Equal((30, 6), (progress.Rows, progress.Blocks));
    }

    [Theory, EveryRuntime]
    public void Maps_follow_one_another(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var twice = Frame.From(new NumberTable(1, 1, 4)).MapBlocks(graph, "y").MapBlocks(graph, new MapOptions { Feeds = new Dictionary<string, string> { ["x"] = "y" }, Fetches = ["y:0"], Keep = [] });
        Assert.Equal([6.0, 7, 8, 9], Values(twice.ToBatches(cancellationToken: Now), "y:0"));
    }

    private static IEnumerable<double> Values(IEnumerable<RecordBatch> batches, string column = "y") =>
        batches.SelectMany(b => ((DoubleArray)b.Column(column)).Values.ToArray());

    private sealed class Last : IProgress<FrameProgress>
    {
        private long _rows;
        private long _blocks;

        public long Rows => _rows;

        public long Blocks => _blocks;

        public void Report(FrameProgress value)
        {
            lock (this)
            {
                _rows = Math.Max(_rows, value.Rows);
                _blocks = Math.Max(_blocks, value.Blocks);
            }
        }
    }
}
