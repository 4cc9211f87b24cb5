using TensorFrames.Spark.Tests.Verbs;
using TensorFrames.Tests.Verbs;

namespace TensorFrames.Spark.Tests.Failures;

/// <summary>The same of verbs that are done in two stages, whose tasks answer only at their end: either stage is gone soon, and the session goes on.</summary>
[Collection(SparkRows.Spark43Local)]
public sealed class CancelPartTests
{
    private const string Numbers = "SELECT CAST(id AS DOUBLE) AS x, id % 50000 AS key FROM range(0, 100000, 1, 2)";

    [Fact]
    public async Task A_cancelled_ReduceBlocks_stops_between_two_blocks()
    {
        using var graph = SmallGraphs.SlowSumOfBlocks(1100);
        await using var session = await SparkRows.Main.ConnectAsync();
        await Cancelling.IsGoneWithinFiveSecondsAsync(session, cancel => session.Sql(Numbers).ReduceBlocksAsync(graph, new ReduceOptions(), new ExecutorOptions { BlockRows = 64 }, cancel));
        Assert.Equal(6.0, (await session.Sql(Numbers).Filter("x < 4").ReduceBlocksAsync(graph, "x")).Only());
    }

    [Fact]
    public async Task A_cancelled_ReduceRows_stops_between_two_rows()
    {
        using var graph = SmallGraphs.SlowSumOfRows(1100);
        await using var session = await SparkRows.Main.ConnectAsync();
        await Cancelling.IsGoneWithinFiveSecondsAsync(session, cancel => session.Sql(Numbers).ReduceRowsAsync(graph, new ReduceOptions(), cancellationToken: cancel));
    }

    // Each key has a row in either partition: the first stage runs no graph.
    [Fact]
    public async Task A_cancelled_Aggregate_stops_between_two_groups_of_its_last_stage()
    {
        using var graph = SmallGraphs.SlowSumOfBlocks(1100);
        await using var session = await SparkRows.Main.ConnectAsync();
        var endless = session.Sql(Numbers).GroupBy("key").Aggregate(graph, "x");
        await Cancelling.IsGoneWithinFiveSecondsAsync(session, endless.Write.NoopAsync);
        Assert.Equal([50_000.0], await Rows.Of<double>(session.Sql(Numbers).Filter("key = 0").GroupBy("key").Aggregate(graph, "x"), "x"));
    }
}
