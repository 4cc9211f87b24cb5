using TensorFrames.Tests.Graphs;
using TensorFrames.Tests.Verbs;

namespace TensorFrames.Spark.Tests.Verbs;

/// <summary>What verbs on Spark will do is told in words before any task: it is what Spark's own plan and the tasks' reports say.</summary>
[Collection(SparkRows.Spark43Local)]
public sealed class ExplainTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_map_and_the_reduce_over_it_are_told_in_order_and_no_task_runs()
    {
        using var map = SmallGraphs.AddThree();
        using var sum = SmallGraphs.Load(new GraphBuilder().Blocks("y", "Sum", DType.Float64));
        await using var session = await SparkRows.Main.ConnectAsync();
        var failing = session.Sql("SELECT CAST(raise_error('a task ran') AS DOUBLE) AS x, 1 AS k");
        var verbs = await failing.MapBlocks(map, "y").Filter("k > 0").PlanReduceBlocks(sum, new ReduceOptions()).ExplainVerbsAsync(Token);
        Assert.Equal(["map_blocks", "reduce_blocks"], verbs.Select(v => v.Verb.Verb));
        Assert.Equal(
            $"""
            map_blocks of {map.Source} (TensorFlow {map.Runtime.Version})
              feed   x (float64 [?]) from column 'x' (float64): borrowed where its values begin on a 64-byte boundary
              fetch  y (float64 [?]) as float64
              keep   x, k
              runs   once a block
              sends  x, k
              spark  MapInArrow: each partition's batches to a worker, and back with the results

            """, $"{verbs[0]}");
        Assert.EndsWith(
            """
              sends  y
              spark  MapInArrow: each partition to a row
              then   Exchange SinglePartition, Sort: these rows to one task, in their partitions' order
              then   MapInArrow: to one row, which is all that comes here

            """, $"{verbs[1]}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stages_are_those_of_Sparks_own_plan()
    {
        using var sum = SmallGraphs.Load(ReduceGraphs.SumOfBlocks);
        await using var session = await SparkRows.Main.ConnectAsync();
        var table = session.Sql("SELECT id % 7 AS a, CAST(id % 5 AS STRING) AS b, CAST(id AS DOUBLE) AS x, 'wide' AS s FROM range(0, 100, 1, 4)");
        var groups = table.GroupBy("b", "a").Aggregate(sum, "x");
        Assert.Equal(["a", "b", "x"], await InPlanAsync(groups, await groups.ExplainAsync(cancellationToken: Token)));
        var reduction = table.PlanReduceBlocks(sum, new ReduceOptions { Fetches = ["x"] });
        var explained = Assert.Single(await reduction.ExplainVerbsAsync(Token));
        Assert.Equal(["x"], explained.Sent);
        InOrder(explained, await reduction.ExplainAsync(cancellationToken: Token));
    }

    [Fact]
    public async Task What_is_expected_to_be_copied_is_what_tasks_report()
    {
        using var graph = SmallGraphs.Same(("f", DType.Float64), ("truth", DType.Bool), ("u", DType.UInt8), ("text", DType.String));
        await using var session = await SparkRows.Main.ConnectAsync();
        var mapped = session.Sql("SELECT CAST(id AS DOUBLE) AS f, id > 3 AS truth, CAST(id AS SMALLINT) AS u, CAST(id AS STRING) AS text FROM range(0, 10, 1, 1)").MapBlocks(graph, new MapOptions { Keep = [] });
        var expected = Assert.Single(await mapped.ExplainVerbsAsync(Token)).Verb.Feeds.ToDictionary(f => f.Column, f => f.Expected, StringComparer.Ordinal);
        Assert.Equal((CopyReason.None, CopyReason.Bits, CopyReason.SparkType), (expected["f"], expected["truth"], expected["u"]));
        var report = Assert.Single(await mapped.ReportAsync(Token));
        Assert.All(report.Columns.Where(c => c.IsFeed), c => Assert.Equal(expected[c.Column], c.Reasons.SingleOrDefault()));
    }

    [Fact]
    public async Task Both_sides_of_a_join_are_told_and_what_is_read_twice_once()
    {
        using var graph = SmallGraphs.AddThree();
        await using var session = await SparkRows.Main.ConnectAsync();
        var mapped = session.Range(0, 10).SelectExpr("id", "CAST(id AS DOUBLE) AS x").MapBlocks(graph, "y");
        Assert.Single(await mapped.Union(mapped).ExplainVerbsAsync(Token));
        Assert.Equal(2, (await mapped.Join(mapped.Select("id").WithColumn("x", "0D").MapBlocks(graph, new MapOptions { Fetches = ["y"], Keep = ["id"] }), ["id"]).ExplainVerbsAsync(Token)).Count);
        Assert.Empty(await session.Range(0, 10).ExplainVerbsAsync(Token));
    }

    private static async Task<IReadOnlyList<string>> InPlanAsync(DataFrame frame, string plan)
    {
        var explained = Assert.Single(await frame.ExplainVerbsAsync(Token));
        InOrder(explained, plan);
        return explained.Sent;
    }

    // Spark's tree begins at its end.
    private static void InOrder(SparkVerbExplanation explained, string plan)
    {
        var at = 0;
        foreach (var step in explained.Stages.Reverse().SelectMany(stage => stage.Split(':')[0].Split(", ").Reverse()))
        {
            Assert.True((at = plan.IndexOf(step.Trim(), at, StringComparison.Ordinal) + 1) > 0, $"{step} is missing in{Environment.NewLine}{plan}");
        }
    }
}
