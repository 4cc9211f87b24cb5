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
}
