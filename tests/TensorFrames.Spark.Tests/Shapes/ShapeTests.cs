using TensorFrames.Files;
using TensorFrames.Tests;
using TensorFrames.Tests.Cli;
using TensorFrames.Tests.Graphs;
using Expressions = TensorFrames.Spark.Verbs.Expressions;

namespace TensorFrames.Spark.Tests.Shapes;

/// <summary>Shapes of cells found on the cluster, kept in Spark's schema, and used before any task.</summary>
[Collection(SparkRows.Spark43Local)]
public sealed class ShapeTests : IDisposable
{
    private const string Rows = "SELECT * FROM VALUES (1, array(1D, 2D), array(array(1D), array(2D)), 'a', NULL), (2, array(3D, 4D), array(), NULL, array(5)), (3, array(5D, 6D), array(array(3D, 4D)), 'b', array()) AS t(i, v, m, s, r)";

    private readonly Workbench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scan_finds_what_the_local_engine_finds()
    {
        await using var spark = await SparkRows.Main.ConnectAsync();
        var frame = spark.Sql(Rows).Repartition(2);
        var found = await frame.ScanShapesAsync(Token);
        var local = (await frame.ToFrameAsync(Token)).ScanShapes(cancellationToken: Token);
        Assert.Equal(local.Columns, found.Columns);
        Assert.Equal(local.Rows, found.Rows);
        Assert.Equal(["[]", "[2]", "[?,?]", "[]", "[?]"], found.Columns.Select(c => c.Cell.ToString()));
        Assert.Equal([0, 0, 0, 1, 1], found.Columns.Select(c => c.Nulls));
    }

    [Fact]
    public async Task The_golden_case_is_found()
    {
        Assert.SkipWhen(Golden.Folder is null, Golden.Missing);
        var golden = new GoldenCase("13_analyze");
        await using var spark = await SparkRows.Main.ConnectAsync();
        foreach (var frame in new[] { spark.Read.Parquet(golden.File("input.parquet")), spark.CreateDataFrame(FrameFiles.Open(golden.File("input.arrows"))) })
        {
            var found = (await frame.ScanShapesAsync(Token)).Columns.ToDictionary(c => c.Name);
            foreach (var column in golden.Json.GetProperty("expected").EnumerateObject())
            {
                var shape = new TensorShape([.. column.Value.GetProperty("cell_shape").EnumerateArray().Select(s => s.GetInt64())]);
                Assert.Equal((column.Name, shape, column.Value.GetProperty("nulls").GetInt64()), (column.Name, found[column.Name].Cell, found[column.Name].Nulls));
            }
        }
    }

    [Fact]
    public async Task An_analyzed_column_is_compared_with_the_placeholder_before_any_task()
    {
        await using var spark = await SparkRows.Main.ConnectAsync();
        var frame = await spark.Sql(Rows).AnalyzeAsync(Token);
        Assert.Contains("v: list<float64> (nullable = false) float64[?,2]", await frame.SchemaTextAsync(Token), StringComparison.Ordinal);
        using var graph = Vectors(3);
        var error = await Assert.ThrowsAsync<PlanException>(() => frame.MapBlocks(graph, "y").SchemaAsync(Token));
        Assert.Contains("placeholder 'v' (float64 [?,3]): the cell has 2 values, 3 wanted", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shapes_survive_select_filter_union_verbs_and_files()
    {
        await using var spark = await SparkRows.Main.ConnectAsync();
        var frame = await spark.Sql(Rows).AnalyzeAsync(Token);
        foreach (var step in new[] { frame.Select("v", "i"), frame.Filter("i > 1"), frame.Union(frame), frame.Limit(2).OrderBy("i"), frame.WithColumnRenamed("i", "j") })
        {
            Assert.Contains("v: list<float64> (nullable = false) float64[?,2]", await step.SchemaTextAsync(Token), StringComparison.Ordinal);
        }

        await frame.Write.Mode(SaveMode.Overwrite).ParquetAsync(_bench.At("out"), Token);
        Assert.Contains("float64[?,2]", await spark.Read.Parquet(_bench.At("out")).SchemaTextAsync(Token), StringComparison.Ordinal);
        await frame.CreateTempViewAsync("shaped", cancellationToken: Token);
        Assert.Contains("float64[?,2]", await spark.Table("shaped").SchemaTextAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AppendShape_declares_and_refuses_what_the_type_cannot_be()
    {
        await using var spark = await SparkRows.Main.ConnectAsync();
        var frame = spark.Sql(Rows);
        Assert.Contains("float64[?,1,2]", await frame.AppendShape("v", new(1, 2)).SchemaTextAsync(Token), StringComparison.Ordinal);
        Assert.Contains("cannot have cells of [2]", (await Assert.ThrowsAsync<PlanException>(() => frame.AppendShape("i", new(2)).SchemaAsync(Token))).Message, StringComparison.Ordinal);
        Assert.Contains("no column 'q'", (await Assert.ThrowsAsync<PlanException>(() => frame.AppendShape("q", new(2)).SchemaAsync(Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shape_that_TensorFrames_wrote_is_read()
    {
        await using var spark = await SparkRows.Main.ConnectAsync();
        var field = new Connect.DataType.Types.StructField { Name = "v", Metadata = """{"org.spartf.shape":[-1,2],"org.sparktf.type":"DoubleType"}""" };
        var frame = spark.Sql("SELECT array(1D, 2D) AS v").Step(input => Expressions.Project(input, [Expressions.Named(Expressions.Column("v"), field)]));
        Assert.Contains("float64[?,2]", await frame.SchemaTextAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_line_analyzes_on_the_cluster_as_here()
    {
        await using (var spark = await SparkRows.Main.ConnectAsync())
        {
            await spark.Sql(Rows).Select("i", "v", "m", "s").Coalesce(1).Write.ParquetAsync(_bench.At("in.parquet"), Token);
        }

        string[] command = ["analyze", _bench.At("in.parquet"), "--json"];
        var there = await Task.Run(async () => CliRun.Run([.. command, "--spark", await SparkRows.Main.UrlAsync()]), Token);
        Assert.Equal(Columns(CliRun.Run(command)), Columns(there));
    }

    // To Spark all columns of files are nullable.
    private static string Columns(CliRun run) => run.Ok().Json.GetProperty("columns").GetRawText().Replace("\"nullable\":false", "\"nullable\":true", StringComparison.Ordinal);

    public void Dispose() => _bench.Dispose();

    // y = v, vectors of this size.
    private static Graph Vectors(long size) =>
        Graph.Load(new GraphBuilder().Placeholder("v", DType.Float64, -1, size).Node("y", "Identity", ["v"], GraphBuilder.T(DType.Float64)).Bytes);
}
