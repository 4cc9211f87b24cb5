using TensorFrames.Spark.Tests.Verbs;

namespace TensorFrames.Spark.Tests.Failures;

/// <summary>The Spark driver (the Connect server's JVM) dies under a job: the client is told, and no worker stays.</summary>
public sealed class LostDriverTests
{
    [Theory, EverySpark]
    public async Task A_driver_that_is_gone_is_one_clear_error_and_leaves_no_worker(Spark spark)
    {
        using var graph = SmallGraphs.Slow(1100);
        using var server = await SparkServers.OwnAsync(spark, "lost-driver");
        await using var session = await SparkSession.ConnectAsync(
            server.Url, new SparkSessionOptions { Retry = new RetryPolicy { MaxRetries = 2 } }, TestContext.Current.CancellationToken);
        var before = Processes.Workers();
        var job = session.Range(0, 64 * 10_000, 1, 2).SelectExpr("CAST(id AS DOUBLE) AS x")
            .MapBlocks(graph, new MapOptions { Fetches = ["y"] }, new ExecutorOptions { BlockRows = 64, Form = MapForm.Rows }).Write.NoopAsync(TestContext.Current.CancellationToken);
        var workers = (await Processes.WaitForAsync(Processes.Workers, found => found.Length > before.Length, TimeSpan.FromSeconds(60))).Except(before).ToArray();
        Assert.NotEmpty(workers);
        Processes.Kill(server.ProcessId);
        var error = await Assert.ThrowsAnyAsync<TensorFramesException>(() => job);
        Assert.Contains(new Uri(server.Url.Replace("sc:", "http:", StringComparison.Ordinal)).Authority, error.Message, StringComparison.Ordinal);
        Assert.Empty((await Processes.WaitForAsync(Processes.Workers, found => !found.Intersect(workers).Any(), TimeSpan.FromSeconds(5))).Intersect(workers));
    }
}
