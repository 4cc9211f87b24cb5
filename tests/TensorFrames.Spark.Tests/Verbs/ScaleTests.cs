using Apache.Arrow;
using TensorFrames.Spark.Tests.Failures;

namespace TensorFrames.Spark.Tests.Verbs;

/// <summary>Many rows, many queries, many sessions.</summary>
[Collection(SparkRows.Spark43Local)]
public sealed class ScaleTests
{
    private const int Million = 1_000_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EverySpark]
    public async Task A_million_rows_come_back_in_order_and_right_and_are_borrowed(Spark spark)
    {
        using var graph = SmallGraphs.AddThree();
        await using var session = await spark.ConnectAsync();
        var mapped = session.Sql($"SELECT id, CAST(id AS DOUBLE) AS x FROM range(0, {Million}, 1, 7)").MapBlocks(graph, "y");
        await Reports.AllBorrowed(mapped, Million, sizeof(double));
        var next = 0L;
        await Rows.Each(mapped, batch =>
        {
            var (ids, ys) = ((Int64Array)batch.Column("id"), (DoubleArray)batch.Column("y"));
            for (var row = 0; row < batch.Length; row++, next++)
            {
                if (ids.GetValue(row) != next || ys.GetValue(row) != next + 3)
                {
                    Assert.Fail($"row {next} is {ids.GetValue(row)}, {ys.GetValue(row)}");
                }
            }
        });
        Assert.Equal(Million, next);
    }

    [Theory, EverySpark]
    public async Task A_million_vectors_leave_their_wide_rows_with_Spark(Spark spark)
    {
        using var graph = SmallGraphs.SumAndDifference();
        await using var session = await spark.ConnectAsync();
        var vectors = session.Sql($"SELECT id, array(f, f, f, f) AS x, array(1f, 2f, 3f, f) AS y FROM (SELECT id, CAST(id % 1000 AS FLOAT) AS f FROM range(0, {Million}, 1, 5))");
        var mapped = vectors.MapBlocks(graph, new MapOptions(), new ExecutorOptions { Form = MapForm.FedColumns });
        await Reports.AllBorrowed(mapped, Million, 2 * 4 * sizeof(float));
        var sums = (await mapped.Agg("count(*) AS n", "sum(IF(sum[0] = id % 1000 + 1 AND sum[3] = 2 * (id % 1000) AND difference[2] = id % 1000 - 3, 1, 0)) AS good", "sum(id) AS ids").CollectAsync(Token))[0];
        Assert.Equal([(long)Million, (long)Million, Million * (Million - 1L) / 2], sums);
    }

    [Theory, EverySpark]
    public async Task Twenty_queries_of_one_session_at_once_are_each_right(Spark spark)
    {
        using var add = SmallGraphs.AddThree();
        using var same = SmallGraphs.Same(("x", DType.Float64));
        await using var session = await spark.ConnectAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async q =>
        {
            var numbers = session.Range(1000 * q, 1000 * q + 500, 1, 2).SelectExpr("CAST(id AS DOUBLE) AS x");
            var (mapped, fetch, plus) = q % 2 == 0 ? (numbers.MapBlocks(add, "y"), "y", 3) : (numbers.MapBlocks(same, "same_x"), "same_x", 0);
            Assert.Equal(Enumerable.Range(1000 * q, 500).Select(i => (double?)(i + plus)), await Rows.Of<double>(mapped, fetch));
        }));
    }

    [Theory, EverySpark(OneExecutor = true)]
    public async Task Two_sessions_at_once_have_a_worker_process_each_and_their_own_graphs(Spark spark)
    {
        using var add = SmallGraphs.AddThree();
        using var same = SmallGraphs.Same(("x", DType.Float64));
        await using var one = await spark.ConnectAsync();
        await using var two = await spark.ConnectAsync();
        var before = Processes.Workers();
        for (var round = 0; round < 3; round++)
        {
            var (added, kept) = (Values(one, add, "y"), Values(two, same, "same_x"));
            Assert.Equal(Enumerable.Range(0, 100).Select(i => (double?)(i + 3)), await added);
            Assert.Equal(Enumerable.Range(0, 100).Select(i => (double?)i), await kept);
        }

        var workers = Processes.Workers().Except(before).ToArray();
        Assert.Equal(2, workers.Length);
        Assert.Equal(2, workers.Select(Processes.Folder).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory, EverySpark(OneExecutor = true)]
    public async Task A_sessions_jobs_share_one_worker_process_which_opens_libtensorflow_once(Spark spark)
    {
        using var add = SmallGraphs.AddThree();
        using var same = SmallGraphs.Same(("x", DType.Float64));
        await using var session = await spark.ConnectAsync();
        var (before, opened) = (Processes.Workers(), await Opened(spark));
        await Values(session, add, "y");
        var worker = Assert.Single(Processes.Workers().Except(before));
        await Values(session, add, "y");
        await Values(session, same, "same_x");
        Assert.Equal(worker, Assert.Single(Processes.Workers().Except(before)));
        Assert.Equal(opened + 1, await Opened(spark));
    }

    private static Task<List<double?>> Values(SparkSession session, Graph graph, string fetch) =>
        Rows.Of<double>(session.Sql("SELECT CAST(id AS DOUBLE) AS x FROM range(0, 100, 1, 4)").MapBlocks(graph, fetch), fetch);

    // Each worker says so when it opens one.
    private static async Task<int> Opened(Spark spark) => (await SparkServers.LogAsync(spark)).Split("tensorframes-worker: libtensorflow ").Length - 1;
}
