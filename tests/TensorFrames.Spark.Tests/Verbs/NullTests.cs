namespace TensorFrames.Spark.Tests.Verbs;

/// <summary>Nulls that feed a graph, in each form of a map.</summary>
[Collection(SparkRows.Spark43Local)]
public sealed class NullTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MapForm.Rows)]
    [InlineData(MapForm.FedColumns)]
    public async Task A_fill_value_of_each_dtype_takes_the_place_of_nulls(MapForm form)
    {
        using var graph = FlatColumns.Graph();
        await using var session = await SparkRows.Main.ConnectAsync();
        var filled = Holes(session).MapBlocks(graph, new MapOptions { DefaultNulls = NullPolicy.Fill(-7) }, new ExecutorOptions { Form = form });
        string[] columns = ["f64", "f32", "i64", "i32", "i16", "i8", "day", "moment"];
        var counts = columns.Select(c => $"count_if({c} IS NULL AND same_{c} = -7) AS {c}").Append("count_if(f64 IS NOT NULL AND same_f64 = f64) AS kept");
        Assert.Equal([.. columns.Select(object (_) => 100L), 900L], (await filled.Agg([.. counts.Select(c => (Column)c)]).CollectAsync(Token))[0]);
    }

    [Theory]
    [InlineData(MapForm.Rows)]
    [InlineData(MapForm.FedColumns)]
    public async Task A_mask_tells_the_graph_where_values_are(MapForm form)
    {
        using var graph = SmallGraphs.Masked();
        await using var session = await SparkRows.Main.ConnectAsync();
        var holes = Holes(session).SelectExpr("f64 AS x");
        var masked = holes.MapBlocks(graph, new MapOptions { DefaultNulls = NullPolicy.Mask("is_there") }, new ExecutorOptions { Form = form });
        Assert.Equal([100L, 900L], await HolesAndValues(masked));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("f64")]
    public async Task A_graph_as_a_column_takes_a_mask_whether_fed_by_name_or_by_position(string column)
    {
        using var graph = SmallGraphs.Masked();
        await using var session = await SparkRows.Main.ConnectAsync();
        var holes = Holes(session).SelectExpr($"f64 AS {column}");
        foreach (var options in (MapOptions[])[new() { DefaultNulls = NullPolicy.Mask("is_there") }, new() { Nulls = new Dictionary<string, NullPolicy>(StringComparer.Ordinal) { ["x"] = NullPolicy.Mask("is_there") } }])
        {
            var masked = holes.WithColumn("m", graph.Of(options, column)).SelectExpr($"{column} AS x", "m.y", "m.there");
            Assert.Equal([100L, 900L], await HolesAndValues(masked));
        }
    }

    [Fact]
    public async Task A_column_of_nulls_alone_is_filled()
    {
        using var graph = SmallGraphs.AddThree();
        await using var session = await SparkRows.Main.ConnectAsync();
        var nothing = session.Sql("SELECT CAST(NULL AS DOUBLE) AS x, NULL AS kept FROM range(0, 10, 1, 2)").MapBlocks(graph, new MapOptions { DefaultNulls = NullPolicy.Fill(1.0) });
        Assert.Equal(Enumerable.Repeat<double?>(4, 10), await Rows.Of<double>(nothing, "y"));
        Assert.Equal(10, await nothing.Filter("kept IS NULL").CountAsync(Token));
    }

    private static async Task<Row> HolesAndValues(DataFrame masked) =>
        (await masked.Agg("count_if(x IS NULL AND NOT there AND y = 0) AS holes", "count_if(there AND x = y) AS values").CollectAsync(Token))[0];

    // Every tenth row has none.
    private static DataFrame Holes(SparkSession session) => session.Sql(
        $"SELECT {string.Join(", ", new[] { "f64", "f32", "i64", "i32", "i16", "i8", "day", "moment" }.Select(c => $"IF(i64 % 10 = 3, NULL, {c}) AS {c}"))} FROM (SELECT {FlatColumns.Select} FROM range(0, 1000, 1, 3))");
}
