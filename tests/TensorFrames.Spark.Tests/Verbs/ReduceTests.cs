using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Tables;
using TensorFrames.Tests;
using TensorFrames.Tests.Graphs;
using TensorFrames.Tests.Verbs;

namespace TensorFrames.Spark.Tests.Verbs;

/// <summary>Reduces on Spark beside what every engine's suite asks of them: what travels, in which order, and where graphs run.</summary>
public sealed class ReduceTests
{
    private static readonly (string Name, DType DType, long[] Cell)[] s_columns =
    [
        ("f16", DType.Float16, []), ("f32", DType.Float32, []), ("f64", DType.Float64, []), ("i8", DType.Int8, []), ("u8", DType.UInt8, []), ("u16", DType.UInt16, []), ("u32", DType.UInt32, []),
        ("u64", DType.UInt64, []), ("i64", DType.Int64, []), ("truth", DType.Bool, []), ("text", DType.String, []), ("bytes", DType.String, []), ("matrix", DType.Float32, [2, 3]),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EverySpark]
    public async Task Partitions_are_reduced_apart_and_their_results_in_one_task_and_no_graph_runs_on_the_driver(Spark spark)
    {
        using var blocks = SmallGraphs.Load(ReduceGraphs.SumOfBlocks);
        await using var session = await spark.ConnectAsync();
        var runs = blocks.Runtime.Counters.Runs;
        var reduction = session.Sql("SELECT CAST(id AS DOUBLE) AS x FROM range(0, 10000, 1, 3)").PlanReduceBlocks(blocks, new ReduceOptions());
        Assert.Equal(9999.0 * 5000, (await reduction.RunAsync(Token)).Only());
        Assert.Equal(runs, blocks.Runtime.Counters.Runs);
        string[] steps = ["MapInArrow", "Sort", "Exchange SinglePartition", "MapInArrow"];
        var plan = await reduction.ExplainAsync(cancellationToken: Token);
        var at = 0;
        Assert.All(steps, step => Assert.True((at = plan.IndexOf(step, at, StringComparison.Ordinal) + 1) > 0, plan));
        var tasks = await reduction.ReportAsync(Token);
        Assert.Equal((3, 10_000, 3, 80_000), (tasks.Count, tasks.Sum(t => t.Rows), tasks.Sum(t => t.OutputRows), tasks.Sum(t => t.BorrowedBytes)));
    }

    [Theory, EverySpark]
    public async Task Only_fed_columns_are_computed_and_travel_twins_or_not(Spark spark)
    {
        using var blocks = SmallGraphs.Load(ReduceGraphs.SumOfBlocks);
        using var rows = SmallGraphs.Load(ReduceGraphs.SumOfRows);
        await using var session = await spark.ConnectAsync();
        var frame = session.Sql("SELECT raise_error('not needed') AS y, CAST(id AS DOUBLE) AS x, INTERVAL 1 DAY AS z FROM range(0, 100, 1, 4)");
        Assert.Equal(4950.0, (await frame.ReduceBlocksAsync(blocks, "x")).Only());
        Assert.Equal(4950.0, (await frame.ReduceRowsAsync(rows, "x")).Only());
        var twins = session.Sql("SELECT a.id, CAST(a.id AS DOUBLE) AS x, b.id FROM range(0, 5, 1, 1) a JOIN range(0, 5, 1, 1) b ON a.id = b.id");
        Assert.Equal(10.0, (await twins.ReduceBlocksAsync(blocks, "x")).Only());
    }

    [Theory, EverySpark]
    public async Task Rows_are_reduced_in_their_order_over_any_number_of_partitions(Spark spark)
    {
        // Concatenation: every other order shows. Its cells grow.
        using var graph = SmallGraphs.Load(new GraphBuilder().Placeholder("x_1", DType.Int64, -1).Placeholder("x_2", DType.Int64, -1).Int32Scalar("axis", 0)
            .Node("x", "ConcatV2", ["x_1", "x_2", "axis"], GraphBuilder.T(DType.Int64), ("N", new() { I = 2 }), ("Tidx", GraphBuilder.Type(DType.Int32))));
        await using var session = await spark.ConnectAsync();
        foreach (var partitions in new[] { 1, 7, 60 })
        {
            var cells = session.Sql($"SELECT IF(id % 3 = 0, array(id, -id), array(id)) AS x FROM range(0, 500, 1, {partitions})");
            var all = ArrowCompare.Text(Enumerable.Range(0, 500).SelectMany(i => i % 3 == 0 ? new object?[] { (decimal)i, (decimal)-i } : [(decimal)i]).ToList());
            Assert.Equal(all, ArrowCompare.Text((await cells.ReduceRowsAsync(graph, "x")).Only()));
        }
    }

    [Theory, EverySpark]
    public async Task A_result_has_the_local_engines_columns_and_every_dtype_comes_through(Spark spark)
    {
        using var table = ColumnTable.Create()
            .Add("f16", new[] { (Half)1.5, Half.NaN }).Add("f32", new[] { 1.25f, 2 }).Add("f64", new[] { -0.0, 2 }).Add("i8", new sbyte[] { -1, 2 })
            .Add<byte>("u8", [255, 2]).Add("u16", new ushort[] { 65535, 2 }).Add("u32", new uint[] { uint.MaxValue, 2 }).Add("u64", new ulong[] { ulong.MaxValue, 2 })
            .Add("i64", new long[] { long.MinValue, 2 }).Add("truth", new[] { true, false }).Add("text", "é😀", "b").Add("bytes", [0xFF, 0], "b"u8.ToArray())
            .Add("matrix", Enumerable.Range(0, 12).Select(i => (float)i).ToArray(), 2, 3);
        var graph = new GraphBuilder().Int32Scalar("zero", 0);
        foreach (var (name, dtype, cell) in s_columns)
        {
            graph = graph.Placeholder(name + "_input", dtype, [-1, .. cell])
                .Node(name, "Gather", [name + "_input", "zero"], ("Tparams", GraphBuilder.Type(dtype)), ("Tindices", GraphBuilder.Type(DType.Int32)));
        }

        using var first = SmallGraphs.Load(graph);
        await using var session = await spark.ConnectAsync();
        await session.Confs.SetAsync("spark.sql.execution.arrow.useLargeVarTypes", "true", Token);
        var options = new ReduceOptions { Binary = ["bytes"] };
        var frame = session.CreateDataFrame(Frame.From(table).Repartition(1));
        using var result = await frame.Union(frame).Union(frame).ReduceBlocksAsync(first, options, cancellationToken: Token);
        using var local = Frame.From(table).ReduceBlocks(first, options with { SparkTypes = true }, cancellationToken: Token);
        ArrowCompare.Equal([local], [result]);
        Assert.Equal(local.Schema.FieldsList.Select(Text), result.Schema.FieldsList.Select(Text));
        Assert.Equal(local.Schema.FieldsList.Select(Text), (await frame.PlanReduceBlocks(first, options).SchemaAsync(Token)).FieldsList.Select(Text));
    }

    [Theory, EverySpark]
    public async Task Fetches_whose_names_differ_in_case_alone_are_two(Spark spark)
    {
        using var graph = SmallGraphs.Load(new GraphBuilder().Blocks("s", "Sum", DType.Float64).Blocks("S", "Max", DType.Float64));
        await using var session = await spark.ConnectAsync();
        var feeds = new Dictionary<string, string>(StringComparer.Ordinal) { ["s_input"] = "v", ["S_input"] = "v" };
        using var result = await session.Sql("SELECT CAST(id AS DOUBLE) AS v FROM range(0, 10, 1, 3)").ReduceBlocksAsync(graph, new ReduceOptions { Feeds = feeds }, cancellationToken: Token);
        Assert.Equal((9.0, 45.0), (((DoubleArray)result.Column(0)).GetValue(0), ((DoubleArray)result.Column(1)).GetValue(0)));
    }

    [Theory, EverySpark]
    public async Task What_a_map_gives_is_reduced_and_one_row_passes_unchanged(Spark spark)
    {
        using var map = SmallGraphs.AddThree();
        using var graph = SmallGraphs.Load(new GraphBuilder().Blocks("y", "Sum", DType.Float64));
        await using var session = await spark.ConnectAsync();
        var numbers = session.Sql("SELECT CAST(id AS DOUBLE) AS x FROM range(0, 100, 1, 6)");
        Assert.Equal(5250.0, (await numbers.MapBlocks(map, "y").ReduceBlocksAsync(graph, "y")).Only("y"));
        Assert.Equal(double.NegativeInfinity, 1 / (double)(await session.Sql("SELECT -0.0D AS y").ReduceBlocksAsync(graph, "y")).Only("y")!);
    }

    [Theory, EverySpark]
    public async Task Blocks_are_cut_as_asked_and_the_result_stays(Spark spark)
    {
        using var graph = SmallGraphs.Load(ReduceGraphs.SumOfBlocks);
        await using var session = await spark.ConnectAsync();
        var numbers = session.Sql("SELECT CAST(id AS DOUBLE) AS x FROM range(0, 1000, 1, 2)");
        foreach (var (executors, blocks) in new[] { (new ExecutorOptions { BlockRows = 128 }, 8), (new ExecutorOptions { OneBlockPerPartition = true }, 2) })
        {
            var reduction = numbers.PlanReduceBlocks(graph, new ReduceOptions(), executors);
            Assert.Equal(499_500.0, (await reduction.RunAsync(Token)).Only());
            Assert.Equal(blocks, (await reduction.ReportAsync(Token)).Sum(t => t.Blocks));
        }
    }

    [Theory, EverySpark]
    public async Task What_does_not_fit_is_told_before_any_task_and_a_failing_row_by_its_partition(Spark spark)
    {
        using var blocks = SmallGraphs.Load(ReduceGraphs.SumOfBlocks);
        using var rows = SmallGraphs.Load(ReduceGraphs.SumOfRows);
        await using var session = await spark.ConnectAsync();
        var failing = session.Sql("SELECT CAST(raise_error('a task ran') AS DOUBLE) AS x, 'a' AS s");
        await RefusedAsync("ReduceRows copies each cell", () => failing.ReduceRowsAsync(rows, new ReduceOptions { NoCopy = true }));
        await RefusedAsync("Column 's' (string) cannot feed placeholder 'x_input' (float64 [?])", () => failing.ReduceBlocksAsync(blocks, new ReduceOptions { Feeds = new Dictionary<string, string> { ["x_input"] = "s" } }));
        await RefusedAsync("needs the placeholder 'x_input'", () => failing.ReduceBlocksAsync(rows, "x"));
        await RefusedAsync("the table has none", () => failing.Select("s").ReduceBlocksAsync(blocks, "x"));
        await RefusedAsync("MapForm.Rows", () => failing.ReduceBlocksAsync(blocks, new ReduceOptions(), new ExecutorOptions { Form = MapForm.FedColumns }));
        await RefusedAsync("BlockRows is -1", () => failing.ReduceBlocksAsync(blocks, new ReduceOptions(), new ExecutorOptions { BlockRows = -1 }));
        var holes = session.Sql("SELECT IF(id = 70, NULL, CAST(id AS DOUBLE)) AS x FROM range(0, 100, 1, 2)");
        var error = await Assert.ThrowsAsync<SparkException>(() => holes.ReduceRowsAsync(rows, "x"));
        Assert.Contains("Column 'x' (float64) cannot feed placeholder 'x_2' (float64 []): it holds a null, first at row 20 (block 0 of partition 1", error.Message, StringComparison.Ordinal);
        Assert.Equal(4880.0, (await holes.ReduceRowsAsync(rows, new ReduceOptions { DefaultNulls = NullPolicy.Fill(0.0) }, cancellationToken: Token)).Only());
    }

    private static async Task RefusedAsync(string words, Func<Task<RecordBatch>> reduce) =>
        Assert.Contains(words, (await Assert.ThrowsAsync<PlanException>(reduce)).Message, StringComparison.Ordinal);

    private static string Text(Field field) =>
        $"{field.Name} {TypeText(field.DataType)} {field.IsNullable} {string.Join(';', (field.Metadata ?? new Dictionary<string, string>()).Select(m => m.Key + m.Value))}";

    private static string TypeText(IArrowType type) => type is ListType list ? $"list<{list.ValueField.Name} {TypeText(list.ValueDataType)} {list.ValueField.IsNullable}>" : type.Name;
}
