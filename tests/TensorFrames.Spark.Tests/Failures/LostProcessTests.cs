using TensorFrames.Spark.Tests.Verbs;

namespace TensorFrames.Spark.Tests.Failures;

/// <summary>Processes that die under a job on a cluster: Spark tries the task again, and nothing is lost or doubled.</summary>
public abstract class LostProcessTests(string collection)
{
    private const int Rows = 64 * 160;

    private Spark Spark { get; } = SparkRows.Of(collection);

    [Theory]
    [InlineData(MapForm.Rows)]
    [InlineData(MapForm.FedColumns)]
    public Task A_worker_that_is_killed_under_its_task_costs_nothing_but_time(MapForm form) => Survives(worker => worker, form);

    [Fact]
    public Task An_executor_that_is_lost_costs_nothing_but_time() => Survives(Processes.Parent, MapForm.Rows);

    // 160 blocks, each of 50 ms to half a second by the machine and its load: a worker that has used a second is in the middle of them.
    private async Task Survives(Func<int, int> victimOf, MapForm form)
    {
        using var graph = SmallGraphs.Slow(1100);
        await using var session = await Spark.ConnectAsync();
        var before = Busy.Now();
        var mapped = session.Sql($"SELECT CAST(id AS DOUBLE) AS x FROM range(0, {Rows}, 1, 4)").MapBlocks(graph, new MapOptions { Fetches = ["y"] }, new ExecutorOptions { BlockRows = 64, Form = form });
        var values = Verbs.Rows.Of<double>(mapped, "y");
        var victim = victimOf(await Busy.WorkerAsync(values, before));
        Processes.Kill(victim);
        Assert.Equal(Enumerable.Range(0, Rows).Select(i => (double)i), (await values).Select(v => Math.Round(v!.Value)).Order());
        Assert.DoesNotContain(victim, Processes.Workers().Concat(Processes.Executors()));
    }
}

[Collection(SparkRows.Spark43Standalone)]
public sealed class LostProcessesOn43() : LostProcessTests(SparkRows.Spark43Standalone);

[Collection(SparkRows.Spark35Standalone)]
public sealed class LostProcessesOn35() : LostProcessTests(SparkRows.Spark35Standalone);
