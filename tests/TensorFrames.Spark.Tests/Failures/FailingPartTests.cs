using Google.Protobuf;
using TensorFrames.Spark.Tests.Verbs;
using TensorFrames.Tests.Graphs;
using TensorFrames.Tests.Verbs;

namespace TensorFrames.Spark.Tests.Failures;

/// <summary>A graph that fails in a reduce or an aggregate tells where: partition and row, or the group; and the session goes on.</summary>
[Collection(SparkRows.Spark43Local)]
public sealed class FailingPartTests
{
    private static readonly ReduceOptions s_reduce = new() { Fetches = ["x"] };

    [Fact]
    public async Task A_failing_run_names_partition_row_or_group_in_either_stage()
    {
        using var blocks = SmallGraphs.Load(new GraphBuilder().Placeholder("x_input", DType.Float64, -1).Int32("axis", 0)
            .Node("sum", "Sum", ["x_input", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32))).Checked("sum"));
        using var rows = SmallGraphs.Load(new GraphBuilder().Placeholder("x_1", DType.Float64).Placeholder("x_2", DType.Float64)
            .Node("sum", "Add", ["x_1", "x_2"], GraphBuilder.T(DType.Float64)).Checked("sum"));
        await using var session = await SparkRows.Main.ConnectAsync();

        // Two infinite numbers meet in the second partition's second block; then the partitions' finite sums overflow.
        var bad = session.Sql("SELECT IF(id = 70, double('Infinity'), id) AS x, id % 3 AS key, concat('k', id % 5) AS text FROM range(0, 100, 1, 2)");
        var large = session.Sql("SELECT 1e308D AS x, id % 3 AS key, concat('k', id % 5) AS text FROM range(0, 2, 1, 2)").WithColumn("key", "7");
        await FailsAsync("(block 1 of partition 1, from row 16)", () => bad.ReduceBlocksAsync(blocks, s_reduce, new ExecutorOptions { BlockRows = 16 }));
        await FailsAsync("of partition 1, from row 20)", () => bad.ReduceRowsAsync(rows, s_reduce));
        await FailsAsync("of the results of blocks, from row 0)", () => large.ReduceBlocksAsync(blocks, s_reduce));
        await FailsAsync("of the results of partitions, from row 1)", () => large.ReduceRowsAsync(rows, s_reduce));
        await FailsAsync("for the group key = 1, text = 'k0'", () => Rows.Count(bad.GroupBy("key", "text").Aggregate(blocks, new AggregateOptions(s_reduce))));
        await FailsAsync("for the group key = 7", () => Rows.Count(large.GroupBy("key").Aggregate(blocks, new AggregateOptions(s_reduce))));
        Assert.Equal(2415.0, (await bad.Filter("x < 70").ReduceBlocksAsync(blocks, s_reduce)).Only());
    }

    private static async Task FailsAsync(string where, Func<Task> run)
    {
        var error = await Assert.ThrowsAsync<SparkException>(run);
        Assert.All(["TensorFlow could not run the graph", "is no finite number", where], words => Assert.Contains(words, error.Message, StringComparison.Ordinal));
    }
}

file static class CheckedSums
{
    internal static GraphBuilder Checked(this GraphBuilder graph, string sum) =>
        graph.Node("x", "CheckNumerics", [sum], GraphBuilder.T(DType.Float64), ("message", new() { S = ByteString.CopyFromUtf8("is no finite number") }));
}
