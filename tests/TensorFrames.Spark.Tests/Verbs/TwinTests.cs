using TensorFrames.Tests.Verbs;

namespace TensorFrames.Spark.Tests.Verbs;

/// <summary>Two columns of one name, as joins leave them.</summary>
public sealed class TwinTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EverySpark]
    public async Task Twins_that_are_neither_fed_nor_kept_are_no_matter(Spark spark)
    {
        using var graph = SmallGraphs.AddThree();
        await using var session = await spark.ConnectAsync();
        var joined = session.Sql("SELECT a.id, CAST(a.id AS DOUBLE) AS x, b.id FROM range(0, 5, 1, 1) a JOIN range(0, 5, 1, 1) b ON a.id = b.id");
        Assert.Equal([3.0, 4.0, 5.0, 6.0, 7.0], (await Rows.Of<double>(joined.MapBlocks(graph, new MapOptions { Fetches = ["y"], Keep = [] }), "y")).Order());
    }

    [Theory, EverySpark]
    public async Task A_twin_that_is_fed_or_grouped_by_or_given_a_shape_is_named_with_the_fix(Spark spark)
    {
        using var graph = SmallGraphs.AddThree();
        using var sum = SmallGraphs.Load(ReduceGraphs.SumOfBlocks);
        await using var session = await spark.ConnectAsync();
        var twins = session.Sql("SELECT a.x, array(a.x) AS v, b.x, array(b.x) AS v FROM VALUES (1D), (2D) a(x) JOIN VALUES (1D), (2D) b(x) ON a.x = b.x");
        foreach (var (name, refused) in new (string, Func<Task>)[]
        {
            ("x", () => twins.MapBlocks(graph, "y").SchemaAsync(Token)),
            ("x", () => twins.ReduceBlocksAsync(sum, "x")),
            ("v", () => twins.GroupBy("v").Aggregate(sum, "x").SchemaAsync(Token)),
            ("v", () => twins.AppendShape("v", new TensorShape(1)).SchemaAsync(Token)),
        })
        {
            var error = await Assert.ThrowsAsync<PlanException>(refused);
            Assert.Equal((name, $"The table has 2 columns of the name '{name}'. Fix: rename all but one."), (error.Column, error.Message));
        }
    }

    [Theory, EverySpark]
    public async Task Shapes_are_found_for_twins_and_given_beside_them(Spark spark)
    {
        using var graph = SmallGraphs.AddThree();
        await using var session = await spark.ConnectAsync();
        var twins = session.Sql("SELECT a.v, a.v AS V, CAST(a.id AS DOUBLE) AS x, array(a.id) AS w, b.v FROM VALUES (1, array(1D, 2D)) a(id, v) JOIN VALUES (1, array(3D, 4D, 5D)) b(id, v) ON a.id = b.id");
        var analyzed = await twins.AnalyzeAsync(Token);
        string[] lines = [.. (await analyzed.SchemaTextAsync(Token)).Split(Environment.NewLine).Skip(1).Where(l => l.Length > 0).Select(l => l[(l.IndexOf("--", StringComparison.Ordinal) + 3)..].Split(':')[0] + " " + l.Split(' ')[^1])];
        Assert.Equal(["v float64[?,2]", "V float64[?,2]", "x float64[?]", "w int32[?,1]", "v float64[?,3]"], lines);
        Assert.Equal([4.0], await Rows.Of<double>(analyzed.MapBlocks(graph, new MapOptions { Fetches = ["y"], Keep = [] }), "y"));
        Assert.Contains("w: list<int32> (nullable = false) int32[?,1]", await twins.AppendShape("w", new TensorShape(1)).SchemaTextAsync(Token), StringComparison.Ordinal);
        Assert.Equal(["v", "V", "x", "w", "v"], (await twins.AppendShape("w", new TensorShape(1)).CollectAsync(Token))[0].Names);
    }

    [Theory, EverySpark]
    public async Task Kept_twins_both_come_back(Spark spark)
    {
        using var graph = SmallGraphs.AddThree();
        await using var session = await spark.ConnectAsync();
        var joined = session.Sql("SELECT CAST(a.id AS DOUBLE) AS x, a.id, -b.id AS id FROM range(0, 5, 1, 1) a JOIN range(0, 5, 1, 1) b ON a.id = b.id");
        var rows = await joined.MapBlocks(graph, "y").CollectAsync(Token);
        Assert.All(rows, row => Assert.Equal(["y", "x", "id", "id"], row.Names));
        Assert.Equal([(3.0, 0, 0), (4.0, 1, -1), (5.0, 2, -2), (6.0, 3, -3), (7.0, 4, -4)], rows.Select(r => (r.Get<double>(0), r.Get<long>(2), r.Get<long>(3))).Order());
    }
}
