using System.Diagnostics;

namespace TensorFrames.Spark.Tests.Session;

/// <summary>Running operations are stopped: by the session, by a tag, by cancelling, by leaving early.</summary>
public sealed class InterruptTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EverySpark]
    public async Task All_operations_of_a_session_stop(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        var running = Slow(session).CountAsync(Token);
        Assert.NotEmpty(await Repeat(() => session.InterruptAllAsync(Token)));
        Assert.Contains("CANCELED", (await Assert.ThrowsAsync<SparkException>(() => running)).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, EverySpark]
    public async Task Operations_of_a_tag_stop_and_others_go_on(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        var other = session.Range(10).SelectExpr("java_method('java.lang.Thread', 'sleep', 600L)", "id").CountAsync(Token);
        session.AddTag("slow");
        var tagged = Slow(session).CountAsync(Token);
        session.RemoveTag("slow");
        Assert.Empty(session.Tags);
        Assert.Single(await Repeat(() => session.InterruptTagAsync("slow", Token)));
        await Assert.ThrowsAsync<SparkException>(() => tagged);
        Assert.Equal(10, await other);
    }

    [Theory, EverySpark]
    public async Task Cancelling_stops_the_operation_on_the_server(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = Slow(session).CountAsync(cancel.Token);
        await Task.Delay(2000, Token);
        var since = Stopwatch.StartNew();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Empty(await session.InterruptAllAsync(Token));
        Assert.InRange(since.Elapsed.TotalSeconds, 0, 5);
    }

    [Theory, EverySpark]
    public async Task Leaving_a_result_early_stops_the_operation(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        await session.Confs.SetAsync("spark.sql.execution.arrow.maxRecordsPerBatch", "10", Token);
        await foreach (var batch in session.Range(0, 100_000, 1, 1000).ToBatchesAsync(Token))
        {
            batch.Dispose();
            break;
        }

        Assert.Empty(await session.InterruptAllAsync(Token));
    }

    [Theory, EverySpark]
    public async Task An_operation_is_stopped_by_its_id_and_tells_its_progress(Spark spark)
    {
        Assert.SkipWhen(spark.Version.StartsWith("3.5", StringComparison.Ordinal), "3.5 tells no progress");
        var seen = new Told();
        await using var session = await spark.ConnectAsync(new() { Progress = seen });
        var running = Slow(session).CountAsync(Token);
        var progress = await seen.First.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.InRange(progress.Tasks, 1, 100);
        Assert.Equal([progress.OperationId], await session.InterruptOperationAsync(progress.OperationId, Token));
        Assert.Equal(progress.OperationId, (await Assert.ThrowsAsync<SparkException>(() => running)).OperationId);
    }

    [Theory, EverySpark]
    public async Task A_stopped_session_takes_no_more(Spark spark)
    {
        var session = await spark.ConnectAsync();
        await session.StopAsync(Token);
        await session.StopAsync(Token);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => session.Range(1).CountAsync(Token));
    }

    private static DataFrame Slow(SparkSession session) =>
        session.Range(0, 1000, 1, 4).Filter("java_method('java.lang.Thread', 'sleep', 100L + id % 2) IS NULL OR id > 0").Distinct();

    // The server needs a moment to know an operation.
    private static async Task<IReadOnlyList<string>> Repeat(Func<Task<IReadOnlyList<string>>> interrupt)
    {
        for (var i = 0; i < 100; i++)
        {
            if (await interrupt() is { Count: > 0 } ids)
            {
                return ids;
            }

            await Task.Delay(200, Token);
        }

        return [];
    }

    private sealed class Told : IProgress<SparkProgress>
    {
        public TaskCompletionSource<SparkProgress> First { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Report(SparkProgress value)
        {
            if (value.Tasks > 0)
            {
                First.TrySetResult(value);
            }
        }
    }
}
