using System.Diagnostics;
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
        var before = Processes.Workers();
        var endless = session.Range(0, 64 * 10_000, 1, 2).SelectExpr("CAST(id AS DOUBLE) AS x").MapBlocks(graph, new MapOptions { Fetches = ["y"] }, new ExecutorOptions { BlockRows = 64, Form = form });
        Assert.Equal(2, await Rows.Count(session.Range(0, 2, 1, 2).SelectExpr("CAST(id AS DOUBLE) AS x").MapBlocks(graph, "y")));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var job = endless.Write.NoopAsync(cancel.Token);
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        Assert.False(job.IsCompleted);
        var watch = Stopwatch.StartNew();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => job);

        // Both slots are needed for this one, so it tells when both tasks are gone.
        Assert.Equal(4, await session.Range(0, 4, 1, 2).CountAsync(TestContext.Current.CancellationToken));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);

        // Neither do workers go on in secret: their processor time stands still.
        var workers = Processes.Workers().Except(before).ToArray();
        Assert.NotEmpty(workers);
        var used = workers.Sum(Processes.CpuSeconds);
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        Assert.InRange(workers.Sum(Processes.CpuSeconds) - used, 0, 0.5);
    }
}

[Collection(SparkRows.Spark43Local)]
public sealed class CancelOn43() : CancelTests(SparkRows.Spark43Local);

[Collection(SparkRows.Spark35Local)]
public sealed class CancelOn35() : CancelTests(SparkRows.Spark35Local);

[Collection(SparkRows.Spark43Standalone)]
public sealed class CancelOn43Standalone() : CancelTests(SparkRows.Spark43Standalone);
