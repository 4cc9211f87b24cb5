using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Tables;
using TensorFrames.Tests.Files;
using TensorFrames.Tests.Graphs;

namespace TensorFrames.Tests.Engine;

/// <summary>What frames are made of and what results can be taken as.</summary>
public sealed class SourcesAndResultsTests
{
    [Theory, EveryRuntime]
    public void Batches_in_memory_are_a_frame_and_results_are_spans(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        using var result = Assert.Single(Frame.From(Doubles(1, 2)).MapBlocks(graph, "y").ToBatches(cancellationToken: Now));
        Assert.Equal([4.0, 5.0], result.Values<double>("y"));
    }

    [Theory, EveryRuntime]
    public async Task Results_are_an_Arrow_stream_that_a_frame_takes(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var once = Frame.From(Doubles(1, 2), Doubles(3)).MapBlocks(graph, new MapOptions { Fetches = ["y"], Keep = [] });
        using var twice = Graph.Load(new GraphBuilder().Placeholder("y", DType.Float64, -1).Node("x", "Identity", ["y"], GraphBuilder.T(DType.Float64)).Bytes, tf.Open());
        List<double> values = [];
        await foreach (var batch in Frame.From(once.ToArrowStream()).MapBlocks(twice, "x").ToBatchesAsync(cancellationToken: Now))
        {
            using (batch)
            {
                values.AddRange(batch.Values<double>("x"));
            }
        }

        Assert.Equal([4.0, 5.0, 6.0], values);
    }

    [Theory, EveryRuntime]
    public void A_dropped_stream_stops_the_run(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var table = new NumberTable(1, 1000, 64);
        Frame.From(table).MapBlocks(graph, "y").ToArrowStream(new EngineOptions { Parallelism = 2 }).Dispose();
        Assert.InRange(table.BatchesRead, 0, 20);
    }

    [Fact]
    public void No_batches_are_no_frame() => Assert.Contains("MemoryTable", Assert.Throws<TableException>(() => Frame.From()).Message, StringComparison.Ordinal);

    [Fact]
    public void Cells_are_read_one_after_another_from_where_a_slice_begins()
    {
        var lists = new ListArray.Builder(Int32Type.Default);
        foreach (var cell in new int[][] { [9], [1, 2], [], [3] })
        {
            lists.Append();
            ((Int32Array.Builder)lists.ValueBuilder).AppendRange(cell);
        }

        Assert.Equal([1, 2, 3], Batch(lists.Build()).Slice(1, 3).Values<int>("x"));
        using var fixedSize = ColumnTable.Create().Add("x", [1, 2, 3, 4, 5, 6], cellShape: 2);
        Assert.Equal([3, 4, 5, 6], fixedSize.ReadAll()[0].Slice(1, 2).Values<int>("x"));
        Assert.Equal([7L], Batch(new TimestampArray.Builder(TimeUnit.Microsecond).Append(DateTimeOffset.UnixEpoch.AddMicroseconds(7)).Build()).Values<long>("x"));
    }

    [Fact]
    public void Nulls_bools_text_and_other_elements_are_refused_with_the_column()
    {
        Refused<double>(new DoubleArray.Builder().Append(1).AppendNull().Build(), "nulls, first at place 1");
        Refused<float>(new DoubleArray.Builder().Append(1).Build(), "float64");
        Refused<bool>(new BooleanArray.Builder().Append(true).Build(), "bool");
        Refused<Guid>(new StringArray.Builder().Append("a").Build(), "string");
        Assert.Throws<TableException>(() => Doubles(1).Values<double>("nope").Length);
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private static void Refused<T>(IArrowArray column, string word)
        where T : unmanaged
    {
        var error = Assert.Throws<TableException>(() => Batch(column).Values<T>("x").Length);
        Assert.Equal("x", error.Column);
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    private static RecordBatch Doubles(params double[] values) => Batch(new DoubleArray.Builder().AppendRange(values).Build());

    private static RecordBatch Batch(IArrowArray column) => new(new Schema([new Field("x", column.Data.DataType, true)], null), [column], column.Length);
}
