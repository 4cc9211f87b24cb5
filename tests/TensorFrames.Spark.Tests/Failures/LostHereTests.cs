using TensorFrames.Spark.Tests.Verbs;
using TensorFrames.Tests.Verbs;

namespace TensorFrames.Spark.Tests.Failures;

/// <summary>A worker that is killed where Spark does not try again, in its local mode: one error, and the session goes on with another worker.</summary>
[Collection(SparkRows.Spark43Local)]
public sealed class LostHereTests
{
    [Fact]
    public async Task A_worker_that_is_killed_is_one_error_and_the_session_goes_on()
    {
        using var graph = SmallGraphs.SlowSumOfBlocks(1100);
        await using var session = await SparkRows.Main.ConnectAsync();
        var before = Busy.Now();
        var numbers = session.Sql("SELECT CAST(id AS DOUBLE) AS x FROM range(0, 100000, 1, 2)");
        var job = numbers.ReduceBlocksAsync(graph, new ReduceOptions(), new ExecutorOptions { BlockRows = 64 }, TestContext.Current.CancellationToken);
        Processes.Kill(await Busy.WorkerAsync(job, before));
        var error = await Assert.ThrowsAsync<SparkException>(() => job);
        Assert.Contains("worker exited unexpectedly", error.Message, StringComparison.Ordinal);
        Assert.Equal(6.0, (await numbers.Filter("x < 4").ReduceBlocksAsync(graph, "x")).Only());
    }
}
