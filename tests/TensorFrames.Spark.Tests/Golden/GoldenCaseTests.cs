using Apache.Arrow;
using TensorFrames.Files;
using TensorFrames.Tables;
using TensorFrames.Tests;

namespace TensorFrames.Spark.Tests.Golden;

/// <summary>Golden cases of the verbs on Spark: Python TensorFlow's values, whatever Spark's types do to them on the way.</summary>
public sealed class GoldenCaseTests(GoldenSessions sessions) : IClassFixture<GoldenSessions>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryGoldenCase("map_blocks", "map_blocks_trimmed", "map_rows")]
    public async Task Every_case_gives_the_expected_values(Spark spark, GoldenCase golden)
    {
        using var graph = Graph.Load(golden.Model);
        Assert.SkipUnless(golden.RunsOn(graph.Runtime.Version), $"not on TensorFlow {graph.Runtime.Version}");
        var session = await sessions.OfAsync(spark);
        var expected = GoldenResult.Read(golden.Expected);
        var mapped = Map(Input(session, golden), graph, golden, expected);
        List<RecordBatch> actual = [];
        await foreach (var batch in mapped.ToBatchesAsync(Token))
        {
            actual.Add(batch);
        }

        GoldenResult.Same(golden, "Spark", await AsSpark(session, golden, expected), actual);
    }

    [Theory, EveryGoldenCase("reduce_blocks", "reduce_rows")]
    public async Task Every_reduce_gives_the_expected_row(Spark spark, GoldenCase golden)
    {
        using var graph = Graph.Load(golden.Model);
        var session = await sessions.OfAsync(spark);
        var input = Input(session, golden);
        var ordered = golden.Json.TryGetProperty("order_sensitive", out var sensitive) && sensitive.GetBoolean();
        var actual = await Reduction(ordered ? input.Coalesce(1) : input, graph, golden, golden.Verb).RunAsync(Token);
        GoldenResult.Same(golden, "Spark", await AsSpark(session, golden, GoldenResult.Read(golden.Expected)), [actual]);
    }

    [Theory, EveryGoldenCase("error", Of = ["reduce_blocks", "reduce_rows"])]
    public async Task Every_error_of_a_reduce_is_told_before_anything_runs(Spark spark, GoldenCase golden)
    {
        using var graph = Graph.Load(golden.Model);
        var reduction = Reduction(Input(await sessions.OfAsync(spark), golden), graph, golden, golden.Json.GetProperty("row_verb").GetString()!);
        var error = await Assert.ThrowsAsync<PlanException>(() => reduction.RunAsync(Token));
        Assert.All(golden.ErrorContains, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }

    private static SparkReduction Reduction(DataFrame input, Graph graph, GoldenCase golden, string verb)
    {
        var options = new ReduceOptions { Feeds = golden.Feeds, Fetches = golden.Fetches };
        return verb == "reduce_rows" ? input.PlanReduceRows(graph, options) : input.PlanReduceBlocks(graph, options);
    }

    // Where the result depends on blocks, each golden batch is a partition and each partition a block.
    private static DataFrame Map(DataFrame input, Graph graph, GoldenCase golden, List<RecordBatch> expected)
    {
        var trimmed = golden.Verb == "map_blocks_trimmed";
        var options = new MapOptions
        {
            Feeds = golden.Feeds,
            Fetches = golden.Fetches,
            Keep = trimmed ? null : [],
            Binary = golden.BinaryFetches(),
            Shapes = GoldenColumns.Shapes(expected[0].Schema),
        };
        var executors = new ExecutorOptions { OneBlockPerPartition = trimmed || (golden.Json.TryGetProperty("block_sensitive", out var sensitive) && sensitive.GetBoolean()) };
        return golden.Verb switch
        {
            "map_blocks_trimmed" => input.MapBlocksTrimmed(graph, options, executors),
            "map_rows" => input.MapRows(graph, options, executors),
            _ => input.MapBlocks(graph, options, executors),
        };
    }

    private static DataFrame Input(SparkSession session, GoldenCase golden) => Batches(golden.Inputs.First(i => i.EndsWith(".arrows", StringComparison.Ordinal)))
        .Select(b => session.CreateDataFrame(Under(GoldenColumns.Inputs(golden, b.Schema), b))).Aggregate((all, next) => all.Union(next));

    // What Spark's types make of the expected values: read back from Spark itself.
    private static async Task<List<RecordBatch>> AsSpark(SparkSession session, GoldenCase golden, List<RecordBatch> expected)
    {
        List<RecordBatch> converted = [];
        foreach (var batch in expected)
        {
            await foreach (var part in session.CreateDataFrame(Under(GoldenColumns.Results(golden, batch.Schema), batch)).ToBatchesAsync(Token))
            {
                converted.Add(part);
            }
        }

        return converted;
    }

    private static List<RecordBatch> Batches(string path)
    {
        List<RecordBatch> batches = [];
        foreach (var partition in TableFiles.Open(path).Partitions)
        {
            using var reader = partition.Open();
            while (reader.Read(Token) is { } batch)
            {
                batches.Add(batch);
            }
        }

        return batches;
    }

    private static RecordBatch Under(Schema columns, RecordBatch batch) => new(columns, batch.Arrays, batch.Length);
}
