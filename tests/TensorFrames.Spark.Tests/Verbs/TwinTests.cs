namespace TensorFrames.Spark.Tests.Verbs;

/// <summary>Two columns of one name, as joins leave them.</summary>
public sealed class TwinTests
{
    [Theory, EverySpark]
    public async Task Twins_that_are_neither_fed_nor_kept_are_no_matter(Spark spark)
    {
        using var graph = SmallGraphs.AddThree();
        await using var session = await spark.ConnectAsync();
        var joined = session.Sql("SELECT a.id, CAST(a.id AS DOUBLE) AS x, b.id FROM range(0, 5, 1, 1) a JOIN range(0, 5, 1, 1) b ON a.id = b.id");
        Assert.Equal([3.0, 4.0, 5.0, 6.0, 7.0], (await Rows.Of<double>(joined.MapBlocks(graph, new MapOptions { Fetches = ["y"], Keep = [] }), "y")).Order());
    }

    [Theory, EverySpark]
    public async Task Kept_twins_both_come_back(Spark spark)
    {
        using var graph = SmallGraphs.AddThree();
        await using var session = await spark.ConnectAsync();
        var joined = session.Sql("SELECT CAST(a.id AS DOUBLE) AS x, a.id, -b.id AS id FROM range(0, 5, 1, 1) a JOIN range(0, 5, 1, 1) b ON a.id = b.id");
        var rows = await joined.MapBlocks(graph, "y").CollectAsync(TestContext.Current.CancellationToken);
        Assert.All(rows, row => Assert.Equal(["y", "x", "id", "id"], row.Names));
        Assert.Equal([(3.0, 0, 0), (4.0, 1, -1), (5.0, 2, -2), (6.0, 3, -3), (7.0, 4, -4)], rows.Select(r => (r.Get<double>(0), r.Get<long>(2), r.Get<long>(3))).Order());
    }
}
