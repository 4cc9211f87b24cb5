using TensorFrames.Tables;
using TensorFrames.Tests.Cli;

namespace TensorFrames.Spark.Tests.Verbs;

/// <summary>What does not fit is an error of the driver's, before any task: a task over these rows would fail with Spark's own.</summary>
public sealed class CheckTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EverySpark]
    public async Task A_cell_shape_that_cannot_fit_is_told_before_any_task(Spark spark)
    {
        using var graph = SmallGraphs.SumAndDifference();
        await using var session = await spark.ConnectAsync();
        using var table = ColumnTable.Create().Add("x", new float[6], cellShape: [3]).Add("y", new float[8], cellShape: [4]);
        var error = await RefusedAsync(session.CreateDataFrame(table).MapTo(graph, "sum"));
        Assert.Equal(("x", "x"), (error.Column, error.Tensor));
        Assert.All(["Column 'x' (list<float32>", "cannot feed placeholder 'x' (float32 [?,4])", "3", "Fix: "], words => Assert.Contains(words, error.Message, StringComparison.Ordinal));
    }

    [Theory, EverySpark]
    public async Task A_fetch_of_open_rank_without_a_shape_is_told_before_any_task(Spark spark)
    {
        using var graph = Graph.Load(CliGraphs.AnyShape);
        await using var session = await spark.ConnectAsync();
        var error = await RefusedAsync(session.Sql("SELECT CAST(id AS DOUBLE) AS x FROM range(3)").MapTo(graph, "y"));
        Assert.Equal("y", error.Tensor);
        Assert.All(["Fetch 'y' (float64 unknown rank) cannot be a column", "Fix: ", "Shapes"], words => Assert.Contains(words, error.Message, StringComparison.Ordinal));
    }

    private static Task<PlanException> RefusedAsync(DataFrame mapped) => Assert.ThrowsAsync<PlanException>(() => mapped.Write.NoopAsync(Token));
}

file static class Failing
{
    internal static DataFrame MapTo(this DataFrame frame, Graph graph, string fetch) => frame.WithColumn("ran", "raise_error('a task ran')").MapBlocks(graph, fetch);
}
