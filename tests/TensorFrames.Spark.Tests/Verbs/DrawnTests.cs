namespace TensorFrames.Spark.Tests.Verbs;

/// <summary>Graphs that draw random numbers: Spark neither runs them twice a row nor pushes a filter through them.</summary>
public sealed class DrawnTests
{
    [Theory, EverySpark]
    public async Task A_filter_sees_the_numbers_that_come_back(Spark spark)
    {
        using var graph = SmallGraphs.Drawn();
        await using var session = await spark.ConnectAsync();
        var frame = session.Sql("SELECT CAST(id AS DOUBLE) AS x FROM range(0, 1000, 1, 2)");
        await AboveHalf(frame.WithColumn("y", graph.Of("x")));
        await AboveHalf(frame.MapBlocks(graph, new MapOptions(), new ExecutorOptions { Form = MapForm.FedColumns }));
        await AboveHalf(frame.MapBlocks(graph, new MapOptions(), new ExecutorOptions { Form = MapForm.Rows }));
    }

    private static async Task AboveHalf(DataFrame drawn)
    {
        var kept = await Rows.Of<float>(drawn.Filter("y > 0.5"), "y");
        Assert.All(kept, y => Assert.InRange(y!.Value, 0.5f, 1f));
        Assert.InRange(kept.Count, 400, 600);
    }
}
