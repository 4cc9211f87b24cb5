using System.Runtime.CompilerServices;
using Apache.Arrow;
using TensorFrames.Tests.Graphs;
using Xunit;

namespace TensorFrames.Tests.Engine;

/// <summary>Sources that wait, that lie about their batches, and that many read at once.</summary>
public sealed class SourceTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory, EveryRuntime]
    public async Task A_source_that_waits_is_let_go_by_cancelling(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Now);
        var frame = Frame.From(Schema, OneThenNothing(1, cancellationToken: Now)).MapBlocks(graph, "y");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var batch in frame.ToBatchesAsync(cancellationToken: cancel.Token))
            {
                batch.Dispose();
                await cancel.CancelAsync();
            }
        });
    }

    [Theory, EveryRuntime]
    public async Task A_source_that_waits_is_let_go_by_leaving_the_loop(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        await foreach (var batch in Frame.From(Schema, OneThenNothing(1, cancellationToken: Now)).MapBlocks(graph, "y").ToBatchesAsync(cancellationToken: Now))
        {
            batch.Dispose();
            break;
        }
    }

    [Theory, EveryRuntime]
    public void A_source_that_fails_is_an_error_after_its_good_blocks(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var blocks = 0;
        var error = Assert.Throws<TableException>(() =>
        {
            foreach (var batch in Frame.From(Schema, OneThenNothing(3, fails: true, Now)).MapBlocks(graph, "y").ToBatches(new EngineOptions { Parallelism = 2 }, Now))
            {
                batch.Dispose();
                blocks++;
            }
        });
        Assert.Equal(3, blocks);
        Assert.Contains("no more today", error.Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void Batches_other_than_the_table_declares_are_refused(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        Refused(graph, schema => new RecordBatch(schema, [Numbers(0, 2), new Int32Array.Builder().AppendRange([1, 2]).Build()], 2));
        Refused(graph, schema => new RecordBatch(schema, [Numbers(0, 2), new Int64Array.Builder().AppendRange([1, 2]).Build()], 2));
        Refused(graph, schema => new RecordBatch(schema, [Numbers(0, 2), new StringArray.Builder().Append("a").Append("b").Build()], 2));
        Refused(graph, schema => new RecordBatch(schema, [Numbers(0, 2), Columns.ColumnKind.FixedList(Numbers(0, 4), 2, 2)], 2));
        Refused(graph, schema => new RecordBatch(schema, [Numbers(0, 5), Numbers(0, 2)], 5));
        Refused(graph, _ => new RecordBatch(new Schema([], null), [], 2));
    }

    [Theory, EveryRuntime]
    public void One_frame_is_read_by_many_threads_at_once(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var frame = Frame.From(new NumberTable(3, 5, 64)).MapBlocks(graph, "y");
        var sums = new double[4];
        var threads = Enumerable.Range(0, sums.Length).Select(i => new Thread(() => sums[i] = Sum(frame, 1 + (i % 2)))).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.All(sums, sum => Assert.Equal(Enumerable.Range(0, 3 * 5 * 64).Sum(i => i + 3.0), sum));
        Assert.Equal(4 * 15, frame.Reports[0].Feeds[0].BorrowedTensors);
    }

    [Theory, EveryRuntime]
    public void One_column_feeds_two_placeholders(Runtime tf)
    {
        using var graph = Graph.Load(
            new GraphBuilder().Placeholder("a", DType.Float64, -1).Placeholder("b", DType.Float64, -1).Node("y", "Mul", ["a", "b"], GraphBuilder.T(DType.Float64)).Bytes, tf.Open());
        var options = new MapOptions { Fetches = ["y"], Feeds = new Dictionary<string, string> { ["a"] = "x", ["b"] = "x" } };
        using var batch = Frame.From(new NumberTable(1, 1, 5)).MapBlocks(graph, options).ToBatches(cancellationToken: Now).Single();
        Assert.Equal([0.0, 1, 4, 9, 16], ((DoubleArray)batch.Column("y")).Values.ToArray());
    }

    private static Schema Schema { get; } = new NumberTable(1, 1, 1).Schema;

    private static double Sum(Frame frame, int threads)
    {
        var sum = 0.0;
        foreach (var batch in frame.ToBatches(new EngineOptions { Parallelism = threads }))
        {
            foreach (var y in ((DoubleArray)batch.Column("y")).Values)
            {
                sum += y;
            }

            batch.Dispose();
        }

        return sum;
    }

    private static void Refused(Graph graph, Func<Schema, RecordBatch> batch)
    {
        var frame = Frame.From(new LyingTable(batch)).MapBlocks(graph, "y");
        Assert.NotEmpty(Assert.ThrowsAny<TensorFramesException>(() => frame.ToBatches(cancellationToken: Now).Count()).Message);
    }

    private static async IAsyncEnumerable<RecordBatch> OneThenNothing(int batches, bool fails = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < batches; i++)
        {
            yield return new RecordBatch(Schema, [Numbers(i, 4)], 4);
        }

        if (fails)
        {
            throw new InvalidOperationException("no more today");
        }

        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private static DoubleArray Numbers(int first, int count) => new DoubleArray.Builder().AppendRange(Enumerable.Range(first, count).Select(i => (double)i)).Build();
}
