using Apache.Arrow;
using TensorFrames.Tests.Graphs;
using TensorFrames.Tests.Verbs;

namespace TensorFrames.Spark.Tests.Verbs;

/// <summary>Cases that every version and deployment passes.</summary>
public abstract class SmokeTests(string collection) : IAsyncLifetime
{
    private SparkSession? _session;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Spark Spark { get; } = SparkRows.Of(collection);

    private SparkSession Session => _session!;

    private DataFrame Numbers => Session.Sql("SELECT id, CAST(id AS DOUBLE) AS x FROM range(0, 1000, 1, 3)");

    public async ValueTask InitializeAsync() => _session = await Spark.ConnectAsync();

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_graph_adds_a_column_to_every_row()
    {
        using var graph = SmallGraphs.AddThree();
        var mapped = Numbers.MapBlocks(graph, "y");
        Assert.Equal(["y", "id", "x"], (await mapped.SchemaAsync(Token)).FieldsList.Select(f => f.Name));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (double?)(i + 3)), await Rows.Of<double>(mapped, "y"));
    }

    [Fact]
    public async Task A_graph_written_in_CSharp_is_one_as_any_other()
    {
        using var builder = new Building.GraphBuilder();
        using var graph = builder.ToGraph(((builder.Block(await Numbers.SchemaAsync(Token), "x") * 2) + 1).Named("y"));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (double?)((2 * i) + 1)), await Rows.Of<double>(Numbers.MapBlocks(graph, "y"), "y"));
    }

    [Fact]
    public async Task A_trimmed_map_has_rows_of_its_own()
    {
        using var graph = SmallGraphs.LargestOfBlock();
        var tops = await Rows.Of<long>(Session.Range(0, 1000, 1, 3).MapBlocksTrimmed(graph, new MapOptions { Fetches = ["top"] }, new ExecutorOptions { OneBlockPerPartition = true }), "top");
        Assert.Equal([332, 665, 999], tops.Order());
    }

    [Fact]
    public async Task Vectors_are_borrowed_whole_and_counted()
    {
        using var graph = SmallGraphs.SumAndDifference();
        var vectors = Session.Sql("SELECT array(f, f, f, f) AS x, array(f, 2f, 3f, 4f) AS y FROM (SELECT CAST(id AS FLOAT) AS f FROM range(0, 50000, 1, 2))");
        await Reports.AllBorrowed(vectors.MapBlocks(graph, "sum", "difference"), 50_000, 2 * 4 * sizeof(float));
    }

    [Fact]
    public async Task Flat_columns_of_every_dtype_are_borrowed_whole_and_come_back_right()
    {
        using var graph = FlatColumns.Graph();
        var mapped = FlatColumns.Mapped(Session, graph, 50_000);
        await Reports.AllBorrowed(mapped, 50_000, FlatColumns.BytesOfRow);
        Assert.Equal(0, await FlatColumns.Wrong(mapped));
    }

    [Fact]
    public async Task A_function_of_fed_columns_borrows_them_whole()
    {
        using var graph = FlatColumns.Graph();
        var mapped = FlatColumns.Mapped(Session, graph, 50_000, new ExecutorOptions { Form = MapForm.FedColumns });
        await TaskLog.AllBorrowed(Spark, () => mapped.Write.NoopAsync(Token), 50_000, FlatColumns.BytesOfRow);
        Assert.Equal(0, await FlatColumns.Wrong(mapped));
    }

    [Fact]
    public async Task Text_goes_through_a_graph()
    {
        using var graph = SmallGraphs.SameText();
        var texts = Session.Sql("SELECT concat('é😀', CAST(id AS STRING)) AS a FROM range(0, 100, 1, 2)").MapBlocks(graph, "b");
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (string?)$"é😀{i}"), await Rows.Texts(texts, "b"));
    }

    [Fact]
    public async Task Nulls_are_refused_by_row_or_filled()
    {
        using var graph = SmallGraphs.AddThree();
        var holes = Session.Sql("SELECT CASE WHEN id % 10 = 7 THEN NULL ELSE CAST(id AS DOUBLE) END AS x FROM range(0, 100, 1, 1)");
        var refused = await Assert.ThrowsAsync<SparkException>(() => Rows.Count(holes.MapBlocks(graph, "y")));
        Assert.Contains("Column 'x' (float64) cannot feed placeholder 'x' (float64 [?]): it holds a null, first at row 7", refused.Message, StringComparison.Ordinal);
        var filled = holes.MapBlocks(graph, new MapOptions { Fetches = ["y"], DefaultNulls = NullPolicy.Fill(-3.0) });
        Assert.Equal(10, (await Rows.Of<double>(filled, "y")).Count(y => y == 0));
    }

    [Theory]
    [InlineData(MapForm.Rows)]
    [InlineData(MapForm.FedColumns)]
    public async Task Kept_columns_of_every_type_with_nulls_come_back_as_they_were(MapForm form)
    {
        using var graph = SmallGraphs.AddThree();
        _ = await AllTypesCameBack(graph, new ExecutorOptions { Form = form });
    }

    // 20 rows a partition: slices and joints where no byte of bits begins.
    [Theory]
    [InlineData(20, 7, 3)]
    [InlineData(9, 7, 5)]
    [InlineData(9, 0, 1)]
    public async Task Kept_columns_of_every_type_come_back_as_they_were_from_blocks_of_other_sizes(int batchRows, int blockRows, int blocks)
    {
        await Session.Confs.SetAsync("spark.sql.execution.arrow.maxRecordsPerBatch", $"{batchRows}", Token);
        using var graph = SmallGraphs.AddThree();
        var mapped = await AllTypesCameBack(graph, new ExecutorOptions { Form = MapForm.Rows, BlockRows = blockRows, OneBlockPerPartition = blockRows == 0 });
        var reports = await mapped.ReportAsync(Token);
        Assert.All(reports, r => Assert.Equal(blocks, r.Blocks));
        Assert.All(reports, r => Assert.InRange(r.ReblockedBlocks, 1, r.Blocks));
    }

    [Fact]
    public async Task Empty_partitions_and_tables_are_nothing_special()
    {
        using var graph = SmallGraphs.AddThree();
        Assert.Equal(2, await Rows.Count(Session.Sql("SELECT CAST(id AS DOUBLE) AS x FROM range(0, 2, 1, 4)").MapBlocks(graph, "y")));
        var none = Session.Sql("SELECT CAST(id AS DOUBLE) AS x FROM range(0, 10, 1, 2) WHERE id > 100");
        Assert.Equal(0, await Rows.Count(none.MapBlocks(graph, "y")));
        Assert.Equal(0, await Rows.Count(none.MapBlocks(graph, new MapOptions(), new ExecutorOptions { Form = MapForm.FedColumns })));
        Assert.Equal(0, await Rows.Count(none.MapBlocksTrimmed(graph, new MapOptions(), new ExecutorOptions { OneBlockPerPartition = true })));
        Assert.Equal(0, await Rows.Count(none.WithColumn("y", graph.Of("x"))));
        Assert.Equal((0, 0), ((await none.MapBlocks(graph, "y").ReportAsync(Token)).Sum(r => r.Rows), (await none.MapBlocks(graph, "y").ReportAsync(Token)).Sum(r => r.Blocks)));
    }

    [Fact]
    public async Task A_barrier_stage_is_nothing_special()
    {
        using var graph = SmallGraphs.AddThree();
        var rows = Session.Sql("SELECT CAST(id AS DOUBLE) AS x FROM range(0, 10, 1, 2)").MapBlocks(graph, new MapOptions(), new ExecutorOptions { Form = MapForm.Rows });
        var plan = (await rows.Node.ResolveAsync(Token)).Clone();
        plan.MapPartitions.IsBarrier = true;
        Assert.Equal(10, await Rows.Count(new DataFrame(new SourceNode(Session, plan))));
    }

    [Fact]
    public async Task A_graph_is_a_column()
    {
        using var one = SmallGraphs.AddThree();
        using var two = SmallGraphs.SumAndDifference();
        Assert.Equal([3.0, 4.0, 5.0], await Rows.Of<double>(Session.Sql("SELECT CAST(id AS DOUBLE) AS number FROM range(0, 3, 1, 1)").WithColumn("score", one.Of("number")), "score"));
        var pairs = Session.Sql("SELECT array(1f, 2f, 3f, 4f) AS x, array(4f, 3f, 2f, 1f) AS y").WithColumn("both", two.Of("x", "y")).SelectExpr("both.sum[0] AS s", "both.difference[3] AS d");
        Assert.Equal([5f], await Rows.Of<float>(pairs, "s"));
        Assert.Equal([3f], await Rows.Of<float>(pairs, "d"));
    }

    [Fact]
    public async Task What_does_not_fit_is_told_before_any_task()
    {
        using var graph = SmallGraphs.AddThree();
        var error = await Assert.ThrowsAsync<PlanException>(() => Session.Sql("SELECT 'a' AS x").MapBlocks(graph, "y").SchemaAsync(Token));
        Assert.Contains("Column 'x' (string) cannot feed placeholder 'x' (float64 [?])", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_on_an_executor_names_its_cause()
    {
        using var graph = SmallGraphs.Checked();
        var error = await Assert.ThrowsAsync<SparkException>(() => Rows.Count(Session.Sql("SELECT IF(id = 500, double('NaN'), CAST(id AS DOUBLE)) AS x FROM range(0, 1000, 1, 2)").MapBlocks(graph, "y")));
        Assert.Contains("not a number", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blocks_are_cut_as_asked_and_counted()
    {
        using var graph = SmallGraphs.LargestOfBlock();
        var frame = Session.Range(0, 1000, 1, 2);
        var cut = frame.MapBlocksTrimmed(graph, new MapOptions { Fetches = ["top"] }, new ExecutorOptions { BlockRows = 128 });
        Assert.Equal(8, await Rows.Count(cut));
        var reports = await cut.ReportAsync(Token);
        Assert.Equal((8, 8), (reports.Sum(r => r.Blocks), reports.Sum(r => r.ReblockedBlocks)));
    }

    [Fact]
    public async Task Unsigned_bytes_travel_as_shorts_and_are_checked()
    {
        using var graph = SmallGraphs.SameBytes();
        var reports = await Session.Sql("SELECT CAST(id % 256 AS SMALLINT) AS x FROM range(0, 512, 1, 1)").MapBlocks(graph, "y").ReportAsync(Token);
        Assert.Equal(512, Assert.Single(reports).CopiedBytes);
        var error = await Assert.ThrowsAsync<SparkException>(() => Rows.Count(Session.Sql("SELECT CAST(id AS SMALLINT) AS x FROM range(0, 512, 1, 1)").MapBlocks(graph, "y")));
        Assert.Contains("256", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A5_a_graph_is_run_once_for_each_row()
    {
        using var graph = SmallGraphs.Load(new GraphBuilder().Rows("z", "Add", DType.Float64));
        var options = new MapOptions { Feeds = new Dictionary<string, string>(StringComparer.Ordinal) { ["z_1"] = "x", ["z_2"] = "three" } };
        foreach (var form in new[] { MapForm.Rows, MapForm.FedColumns })
        {
            var mapped = Session.Sql("SELECT CAST(id AS DOUBLE) AS x, 3D AS three FROM range(0, 5, 1, 2)").MapRows(graph, options, new ExecutorOptions { Form = form });
            Assert.Equal([3.0, 4.0, 5.0, 6.0, 7.0], await Rows.Of<double>(mapped, "z"));
        }
    }

    [Fact]
    public async Task A6_and_A7_all_rows_are_reduced_to_one()
    {
        using var rows = SmallGraphs.Load(ReduceGraphs.SumOfRows);
        using var blocks = SmallGraphs.Load(ReduceGraphs.SumOfBlocks);
        foreach (var partitions in new[] { 1, 2, 4, 9 })
        {
            var numbers = Session.Sql($"SELECT CAST(id AS DOUBLE) AS x FROM range(0, 5, 1, {partitions})");
            Assert.Equal(10.0, (await numbers.ReduceRowsAsync(rows, "x")).Only());
            Assert.Equal(10.0, (await numbers.ReduceBlocksAsync(blocks, "x")).Only());
        }
    }

    [Fact]
    public async Task A12_and_A20_other_columns_stay_and_partitions_of_one_row_are_reduced()
    {
        using var rows = SmallGraphs.Load(ReduceGraphs.SumOfRows);
        using var blocks = SmallGraphs.Load(ReduceGraphs.SumOfBlocks);
        var keyed = Session.Sql("SELECT key2, x FROM VALUES ('1', 1.0D), ('2', 1.1D), ('3', 2.0D) AS t(key2, x)");
        Assert.Equal(4.1, (await keyed.ReduceBlocksAsync(blocks, "x")).Only());
        Assert.Equal(4.1, (await keyed.ReduceRowsAsync(rows, "x")).Only());
        var two = Session.Sql("SELECT CAST(id AS DOUBLE) AS x FROM range(1, 3, 1, 2)");
        Assert.Equal(3.0, (await two.ReduceBlocksAsync(blocks, "x")).Only());
        Assert.Equal(3.0, (await two.ReduceRowsAsync(rows, "x")).Only());
    }

    [Fact]
    public async Task No_rows_have_no_result_and_empty_partitions_take_no_part()
    {
        using var rows = SmallGraphs.Load(new GraphBuilder().Rows("x", "Maximum", DType.Float64));
        using var blocks = SmallGraphs.Load(new GraphBuilder().Blocks("x", "Max", DType.Float64));
        var numbers = Session.Sql("SELECT CAST(-id AS DOUBLE) AS x FROM range(0, 100, 1, 5)");
        Assert.Equal(-90.0, (await numbers.Filter("x <= -90").ReduceBlocksAsync(blocks, "x")).Only());
        Assert.Equal(-90.0, (await numbers.Filter("x <= -90").ReduceRowsAsync(rows, "x")).Only());
        foreach (var nothing in new[] { numbers.Filter("x > 0"), numbers.Limit(0), numbers.Filter("false") })
        {
            Assert.Contains("no rows to reduce", (await Assert.ThrowsAsync<TableException>(() => nothing.ReduceBlocksAsync(blocks, "x"))).Message, StringComparison.Ordinal);
            Assert.Contains("no rows to reduce", (await Assert.ThrowsAsync<TableException>(() => nothing.ReduceRowsAsync(rows, "x"))).Message, StringComparison.Ordinal);
        }
    }

    private async Task<DataFrame> AllTypesCameBack(Graph graph, ExecutorOptions executors)
    {
        var typed = Session.Sql(AllTypes.Sql);
        var mapped = typed.MapBlocks(graph, new MapOptions { Fetches = ["y"] }, executors);
        Assert.Equal(await AllTypes.Text(typed), await AllTypes.Text(mapped));
        return mapped;
    }
}

[Collection(SparkRows.Spark43Local)]
public sealed class SmokeOn43Local() : SmokeTests(SparkRows.Spark43Local);

[Collection(SparkRows.Spark43Standalone)]
public sealed class SmokeOn43Standalone() : SmokeTests(SparkRows.Spark43Standalone);

[Collection(SparkRows.Spark41Local)]
public sealed class SmokeOn41Local() : SmokeTests(SparkRows.Spark41Local);

[Collection(SparkRows.Spark40Local)]
public sealed class SmokeOn40Local() : SmokeTests(SparkRows.Spark40Local);

[Collection(SparkRows.Spark35Local)]
public sealed class SmokeOn35Local() : SmokeTests(SparkRows.Spark35Local);

[Collection(SparkRows.Spark35Standalone)]
public sealed class SmokeOn35Standalone() : SmokeTests(SparkRows.Spark35Standalone);
