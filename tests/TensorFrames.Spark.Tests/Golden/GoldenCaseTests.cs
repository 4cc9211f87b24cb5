using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Files;
using TensorFrames.Tables;
using TensorFrames.Tests;

namespace TensorFrames.Spark.Tests.Golden;

/// <summary>Golden cases of the map verbs on Spark: Python TensorFlow's values, whatever Spark's types do to them on the way.</summary>
public sealed class GoldenCaseTests(GoldenSessions sessions) : IClassFixture<GoldenSessions>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryGoldenCase("map_blocks", "map_blocks_trimmed")]
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

        GoldenResult.Same(golden, "Spark", await AsSpark(session, expected, BFloats(golden, "outputs")), actual);
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
            Shapes = expected[0].Schema.FieldsList.ToDictionary(f => f.Name, f => new TensorShape([.. Enumerable.Repeat(-1L, Rank(f.DataType))]), StringComparer.Ordinal),
        };
        var executors = new ExecutorOptions { OneBlockPerPartition = trimmed || (golden.Json.TryGetProperty("block_sensitive", out var sensitive) && sensitive.GetBoolean()) };
        return trimmed ? input.MapBlocksTrimmed(graph, options, executors) : input.MapBlocks(graph, options, executors);
    }

    private static DataFrame Input(SparkSession session, GoldenCase golden)
    {
        var bfloats = BFloats(golden, "placeholders").Select(p => golden.Feeds.GetValueOrDefault(p, p)).ToHashSet(StringComparer.Ordinal);
        return Batches(golden.Inputs.First(i => i.EndsWith(".arrows", StringComparison.Ordinal)))
            .Select(b => session.CreateDataFrame(Declared(b, bfloats))).Aggregate((all, next) => all.Union(next));
    }

    // What Spark's types make of the expected values: read back from Spark itself.
    private static async Task<List<RecordBatch>> AsSpark(SparkSession session, List<RecordBatch> expected, HashSet<string> bfloats)
    {
        List<RecordBatch> converted = [];
        foreach (var batch in expected)
        {
            await foreach (var part in session.CreateDataFrame(Declared(batch, bfloats)).ToBatchesAsync(Token))
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

    // Raw bits in a uint16 column are bfloat16 only because somebody says so.
    private static RecordBatch Declared(RecordBatch batch, HashSet<string> bfloats) => new(
        new Schema([.. batch.Schema.FieldsList.Select(f => bfloats.Contains(f.Name) ? new Field(f.Name, f.DataType, f.IsNullable, [new(SparkColumn.DTypeKey, "bfloat16")]) : f)], null),
        batch.Arrays,
        batch.Length);

    private static HashSet<string> BFloats(GoldenCase golden, string side) => !golden.Json.TryGetProperty("inspect", out var inspect) ? [] : inspect.GetProperty(side).EnumerateArray()
        .Where(t => t.GetProperty("dtype").GetString() == "bfloat16").Select(t => t.GetProperty("name").GetString()!).ToHashSet(StringComparer.Ordinal);

    private static int Rank(IArrowType type) => type is ListType or FixedSizeListType or LargeListType ? 1 + Rank(((NestedType)type).Fields[0].DataType) : 0;
}
