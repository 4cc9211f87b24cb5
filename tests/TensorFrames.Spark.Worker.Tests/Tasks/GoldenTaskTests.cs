using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using TensorFrames.Spark.Worker.Tasks;
using TensorFrames.Tests;

namespace TensorFrames.Spark.Worker.Tests.Tasks;

/// <summary>Every golden map case through a task's body, batches as they are in the file: Python TensorFlow's values in Spark's types.</summary>
public sealed class GoldenTaskTests
{
    [Theory, EveryCase("map_blocks", "map_blocks_trimmed")]
    public void Every_case_gives_the_expected_values(GoldenCase golden, Runtime tf)
    {
        Assert.SkipUnless(golden.RunsOn(tf.Version), $"not on {tf.Version}");
        var arrows = golden.Inputs.Where(i => i.EndsWith(".arrows", StringComparison.Ordinal)).ToList();
        Assert.SkipWhen(arrows.Count == 0, "no Arrow stream");
        var (output, expected) = Spark(golden.Expected, BFloats(golden, "outputs", []));
        foreach (var input in arrows)
        {
            var (columns, batches) = Spark(input, BFloats(golden, "placeholders", golden.Feeds));
            var graph = File.ReadAllBytes(golden.Model);
            var task = new MapTask
            {
                Graph = Work.Graph(graph),
                IsTrimmed = golden.Verb == "map_blocks_trimmed",
                Options = new MapOptions
                {
                    Fetches = golden.Fetches,
                    Feeds = golden.Feeds,
                    Keep = golden.Verb == "map_blocks_trimmed" ? null : [],
                    Shapes = output.FieldsList.ToDictionary(f => f.Name, f => new TensorShape([.. Enumerable.Repeat(-1L, Rank(f.DataType))]), StringComparer.Ordinal),
                    Binary = [.. output.FieldsList.Where(f => Leaf(f.DataType) is BinaryType).Select(f => f.Name)],
                },
                Input = columns,
                Output = new Schema(output.FieldsList.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => new Field(f.Name, NoNulls(f.DataType), nullable: false)), null),
            };
            var rows = FakeTask.Run(Work.Body, FakeTask.Map(task, tf), FakeTask.Wrapped(columns, batches)).Rows();
            Assert.All(output.FieldsList, f => Same(golden, f.Name, expected, rows));
        }
    }

    private static void Same(GoldenCase golden, string column, List<RecordBatch> expected, List<RecordBatch> rows)
    {
        var (want, got) = (expected.SelectMany(b => ArrowCompare.Of(b.Column(column))).ToList(), rows.SelectMany(b => ArrowCompare.Of(b.Column(column))).ToList());
        Assert.Equal(want.Count, got.Count);
        for (var i = 0; i < want.Count; i++)
        {
            Assert.True(ArrowCompare.Same(want[i], got[i], golden.RelativeTolerance, golden.AbsoluteTolerance), $"{column} row {i}: {ArrowCompare.Text(got[i])}, wanted {ArrowCompare.Text(want[i])}");
        }
    }

    private static (Schema Schema, List<RecordBatch> Batches) Spark(string path, HashSet<string> bfloats)
    {
        using var reader = new ArrowStreamReader(File.OpenRead(path));
        var declared = new Schema(reader.Schema.FieldsList.Select(f => bfloats.Contains(f.Name) ? new Field(f.Name, f.DataType, f.IsNullable, [new(SparkColumn.DTypeKey, "bfloat16")]) : f), null);
        var spark = SparkTable.Of(declared, new Version(4, 3));
        List<RecordBatch> batches = [];
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            batches.Add(spark.Convert(batch));
        }

        return (spark.Schema, batches);
    }

    private static HashSet<string> BFloats(GoldenCase golden, string side, Dictionary<string, string> columns) => !golden.Json.TryGetProperty("inspect", out var inspect) ? []
        : inspect.GetProperty(side).EnumerateArray().Where(t => t.GetProperty("dtype").GetString() == "bfloat16")
            .Select(t => t.GetProperty("name").GetString()!).Select(name => columns.GetValueOrDefault(name, name)).ToHashSet(StringComparer.Ordinal);

    private static int Rank(IArrowType type) => type is ListType list ? 1 + Rank(list.ValueDataType) : 0;

    private static IArrowType Leaf(IArrowType type) => type is ListType list ? Leaf(list.ValueDataType) : type;

    private static IArrowType NoNulls(IArrowType type) => type is ListType list ? new ListType(new Field("element", NoNulls(list.ValueDataType), nullable: false)) : type;
}
