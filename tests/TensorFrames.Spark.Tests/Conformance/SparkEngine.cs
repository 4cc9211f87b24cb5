using Apache.Arrow;
using TensorFrames.Files;
using TensorFrames.Tests;
using TensorFrames.Tests.Conformance;

namespace TensorFrames.Spark.Tests.Conformance;

/// <summary>A Spark, whose executors use one libtensorflow.</summary>
internal sealed class SparkEngine(Spark spark, Runtime tf, TensorFlowRuntime runtime, SparkSession session, bool tasksFail = false) : IEngine
{
    // Each partition is a block, as each batch is one for the engine of this process.
    private static readonly ExecutorOptions s_wholePartitions = new() { OneBlockPerPartition = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public string Column => $"Spark {spark} · {tf.Version}";

    public Runtime TensorFlow => tf;

    // A job each.
    public int Tries => 6;

    public Graph Load(byte[] graph) => Graph.Load(graph, runtime);

    public Graph LoadFile(string path) => Graph.Load(path, runtime);

    public Model LoadModel(string path, string[] tags) => Model.Load(path, tags, runtime);

    // A list's width is known only from data.
    public Stage Latest(GoldenCase golden) => golden.Name.StartsWith("10_wrong_shape", StringComparison.Ordinal) ? Stage.Run : golden.Stage;

    public IVerbs Of(params IReadOnlyList<RecordBatch> partitions) => new SparkVerbs(Union(partitions), s_wholePartitions) { TasksFail = tasksFail };

    /// <summary>The same, but that no verb's task over a table of <see cref="Of"/> ends well.</summary>
    internal SparkEngine WhoseTasksFail() => new(spark, tf, runtime, session, tasksFail: true);

    // Where the result depends on blocks, each golden batch is a partition and each partition a block.
    public IReadOnlyList<(string Form, IVerbs Table)> Inputs(GoldenCase golden)
    {
        var blocks = golden.Verb == "map_blocks_trimmed" || golden.Is("block_sensitive") ? s_wholePartitions : new ExecutorOptions();
        var input = Union([.. Batches(golden.Inputs.First(i => i.EndsWith(".arrows", StringComparison.Ordinal))).Select(b => Under(GoldenColumns.Inputs(golden, b.Schema), b))]);
        return [("Spark", new SparkVerbs(golden.Is("order_sensitive") ? input.Coalesce(1) : input, blocks))];
    }

    // What Spark's types make of the expected values: read back from Spark itself.
    public async Task<List<RecordBatch>> AsReadAsync(GoldenCase golden, List<RecordBatch> expected) =>
        await SparkVerbs.RowsAsync(Union([.. expected.Select(b => Under(GoldenColumns.Results(golden, b.Schema), b))]));

    public MapOptions Options(MapOptions options, List<RecordBatch> expected) => options with { Shapes = GoldenColumns.Shapes(expected[0].Schema) };

    private static RecordBatch Under(Schema columns, RecordBatch batch) => new(columns, batch.Arrays, batch.Length);

    private static IEnumerable<RecordBatch> Batches(string path)
    {
        foreach (var partition in TableFiles.Open(path).Partitions)
        {
            using var reader = partition.Open();
            while (reader.Read(Token) is { } batch)
            {
                yield return batch;
            }
        }
    }

    private DataFrame Union(IReadOnlyList<RecordBatch> partitions) => partitions.Select(b => session.CreateDataFrame(b)).Aggregate((all, next) => all.Union(next));
}
