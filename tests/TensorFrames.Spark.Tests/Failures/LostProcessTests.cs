using TensorFrames.Spark.Tests.Verbs;

namespace TensorFrames.Spark.Tests.Failures;

/// <summary>Processes that die under a job on a cluster: Spark tries the task again, and nothing is lost or doubled.</summary>
public abstract class LostProcessTests(string collection)
{
    private const int Rows = 64 * 40;

    private Spark Spark { get; } = SparkRows.Of(collection);

    [Theory]
    [InlineData(MapForm.Rows)]
    [InlineData(MapForm.FedColumns)]
    public Task A_worker_that_is_killed_under_its_task_costs_nothing_but_time(MapForm form) => Survives(Processes.Workers, form);

    [Fact]
    public Task An_executor_that_is_lost_costs_nothing_but_time() => Survives(Processes.Executors, MapForm.Rows);

    // 40 blocks of half a second: whatever is killed after the first is in the middle of them.
    private async Task Survives(Func<int[]> find, MapForm form)
    {
        using var graph = SmallGraphs.Slow(1100);
        await using var session = await Spark.ConnectAsync();
        var before = Processes.Workers();
        var mapped = session.Sql($"SELECT CAST(id AS DOUBLE) AS x FROM range(0, {Rows}, 1, 4)").MapBlocks(graph, new MapOptions { Fetches = ["y"] }, new ExecutorOptions { BlockRows = 64, Form = form });
        var values = Verbs.Rows.Of<double>(mapped, "y");
        var workers = await Processes.WaitForAsync(Processes.Workers, found => found.Except(before).Count() >= 2, TimeSpan.FromMinutes(2));
        Assert.True(workers.Except(before).Any(), $"no worker has started; {Processes.Executors().Length} executors are there");
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        Assert.False(values.IsCompleted, "the job was done before anything could be killed");
        var victim = find().Except(before).First();
        Processes.Kill(victim);
        Assert.Equal(Enumerable.Range(0, Rows).Select(i => (double)i), (await values).Select(v => Math.Round(v!.Value)).Order());
        Assert.DoesNotContain(victim, find());
    }
}

[Collection(SparkRows.Spark43Standalone)]
public sealed class LostProcessesOn43() : LostProcessTests(SparkRows.Spark43Standalone);

[Collection(SparkRows.Spark35Standalone)]
public sealed class LostProcessesOn35() : LostProcessTests(SparkRows.Spark35Standalone);
