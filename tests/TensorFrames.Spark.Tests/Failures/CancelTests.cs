using TensorFrames.Spark.Tests.Verbs;

namespace TensorFrames.Spark.Tests.Failures;

/// <summary>A query that is cancelled frees its slots soon: no further block starts once the socket closes.</summary>
public abstract class CancelTests(string collection)
{
    private Spark Spark { get; } = SparkRows.Of(collection);

    [Theory]
    [InlineData(MapForm.Rows)]
    [InlineData(MapForm.FedColumns)]
    public async Task A_cancelled_query_is_gone_within_five_seconds(MapForm form)
    {
        using var graph = SmallGraphs.Slow(1100);
        await using var session = await Spark.ConnectAsync();
        var endless = session.Range(0, 64 * 10_000, 1, 2).SelectExpr("CAST(id AS DOUBLE) AS x").MapBlocks(graph, new MapOptions { Fetches = ["y"] }, new ExecutorOptions { BlockRows = 64, Form = form });
        await Cancelling.IsGoneWithinFiveSecondsAsync(session, endless.Write.NoopAsync);
        Assert.Equal(2, await Rows.Count(session.Range(0, 2, 1, 2).SelectExpr("CAST(id AS DOUBLE) AS x").MapBlocks(graph, "y")));
    }
}

[Collection(SparkRows.Spark43Local)]
public sealed class CancelOn43() : CancelTests(SparkRows.Spark43Local);

[Collection(SparkRows.Spark35Local)]
public sealed class CancelOn35() : CancelTests(SparkRows.Spark35Local);

[Collection(SparkRows.Spark43Standalone)]
public sealed class CancelOn43Standalone() : CancelTests(SparkRows.Spark43Standalone);
