using TensorFrames.Spark.Tests.Verbs;
using TensorFrames.Tests.Verbs;

namespace TensorFrames.Spark.Tests.Failures;

/// <summary>
/// A worker that is killed in either stage of a reduce or an aggregate: Spark tries the stage's task again on what the stage
/// before it has left, and the result is right. Only a cluster tries again; Spark's local mode never does.
/// </summary>
[Collection(SparkRows.Spark43Standalone)]
public sealed class LostPartTests
{
    private const int Partitions = 4;
    private static readonly Spark s_spark = SparkRows.Of(SparkRows.Spark43Standalone);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task In_the_first_stage_of_a_reduce() => Survives(lastStage: false, async session =>
    {
        using var graph = SmallGraphs.SlowSumOfBlocks(1100);
        const int rows = 64 * 64;
        Assert.Equal(rows * (rows - 1) / 2.0, (double)(await Numbers(session, rows).ReduceBlocksAsync(graph, new ReduceOptions(), new ExecutorOptions { BlockRows = 64 }, Token)).Only()!, 1e-6);
    });

    // A partition of one row is its own result, so graphs run in the last stage only.
    [Fact]
    public Task In_the_last_stage_of_a_reduce() => Survives(lastStage: true, async session =>
    {
        using var graph = SmallGraphs.SlowSumOfRows(1100);
        Assert.Equal(780.0, (double)(await Numbers(session, 40, partitions: 40).ReduceRowsAsync(graph, "x")).Only()!, 1e-6);
    }, partitions: 40);

    // Each key lies in one partition, so graphs run in the first stage only.
    [Fact]
    public Task In_the_first_stage_of_an_aggregate() => Survives(lastStage: false, session => Groups(session, "id DIV 2", rows: 128));

    // Each key has a row in each partition, so graphs run in the last stage only.
    [Fact]
    public Task In_the_last_stage_of_an_aggregate() => Survives(lastStage: true, session => Groups(session, "id % 40", rows: 160));

    private static DataFrame Numbers(SparkSession session, int rows, string key = "0", int partitions = Partitions) =>
        session.Sql($"SELECT CAST(id AS DOUBLE) AS x, {key} AS key FROM range(0, {rows}, 1, {partitions})");

    private static async Task Groups(SparkSession session, string key, int rows)
    {
        using var graph = SmallGraphs.SlowSumOfBlocks(1100);
        var table = Numbers(session, rows, key);
        Assert.Equal(await Sums(table.GroupBy("key").Agg("sum(x) AS x")), await Sums(table.GroupBy("key").Aggregate(graph, "x")));
    }

    private static async Task<List<(long, double)>> Sums(DataFrame groups) =>
        [.. (await groups.SelectExpr("CAST(key AS LONG) AS key", "x").CollectAsync(Token)).Select(r => (r.Get<long>(0), Math.Round(r.Get<double>(1)))).Order()];

    private static async Task Survives(bool lastStage, Func<SparkSession, Task> run, int partitions = Partitions)
    {
        await using var session = await s_spark.ConnectAsync();
        var before = Busy.Now();
        var log = await TaskLog.LinesAsync(s_spark);
        var job = run(session);
        var first = lastStage ? await TaskLog.EndedAsync(s_spark, log, partitions, job) : [];
        var victim = await Busy.WorkerAsync(job, lastStage ? Busy.Now() : before);
        Processes.Kill(victim);
        await job;
        Assert.DoesNotContain(victim, Processes.Workers());

        // What was tried again was of that stage.
        var again = (await TaskLog.LinesAsync(s_spark)).Except(log).Where(line => TaskLog.Number(line, "attempt") > 0).ToArray();
        Assert.NotEmpty(again);
        Assert.All(again, line => Assert.Equal(lastStage, first.Length > 0 && TaskLog.Number(line, "stage") > first.Max(f => TaskLog.Number(f, "stage"))));
    }
}
