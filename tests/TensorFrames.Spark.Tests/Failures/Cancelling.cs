using System.Diagnostics;

namespace TensorFrames.Spark.Tests.Failures;

/// <summary>Cancels endless jobs.</summary>
internal static class Cancelling
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Asserts that a job of two endless tasks is gone within five seconds once it is cancelled, worker and all, and that its session goes on.</summary>
    /// <param name="session">A session of two slots, which has not run anything yet.</param>
    /// <param name="run">Starts the job.</param>
    internal static async Task IsGoneWithinFiveSecondsAsync(SparkSession session, Func<CancellationToken, Task> run)
    {
        var before = Processes.Workers();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var job = run(cancel.Token);
        var workers = await Processes.WaitForAsync(() => [.. Processes.Workers().Except(before).Where(w => Processes.CpuSeconds(w) > 1)], found => found.Length > 0 || job.IsCompleted, TimeSpan.FromMinutes(1));
        Assert.False(job.IsCompleted, $"{job.Exception}");
        Assert.NotEmpty(workers);
        var watch = Stopwatch.StartNew();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => job);

        // Both slots are needed for this one, so it tells when both tasks are gone.
        Assert.Equal(4, await session.Range(0, 4, 1, 2).CountAsync(Token));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);

        // Neither do workers go on in secret: after the run that they were in, their processor time stands still.
        workers = [.. Processes.Workers().Except(before)];
        Assert.NotEmpty(workers);
        double used, more;
        do
        {
            Assert.InRange(watch.Elapsed.TotalSeconds, 0, 15);
            used = workers.Sum(Processes.CpuSeconds);
            await Task.Delay(TimeSpan.FromSeconds(1), Token);
            more = workers.Sum(Processes.CpuSeconds) - used;
        }
        while (more > 0.1);
    }
}
