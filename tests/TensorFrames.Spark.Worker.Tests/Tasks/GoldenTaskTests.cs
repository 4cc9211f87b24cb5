using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using TensorFrames.Spark.Worker.Tasks;
using TensorFrames.Tests;
using TensorFrames.Verbs;

namespace TensorFrames.Spark.Worker.Tests.Tasks;

/// <summary>Every golden map case through a task's body, batches as they are in the file: Python TensorFlow's values in Spark's types.</summary>
public sealed class GoldenTaskTests
{
    [Theory, EveryCase("map_blocks", "map_blocks_trimmed", "map_rows")]
    public void Every_case_gives_the_expected_values(GoldenCase golden, Runtime tf)
    {
        Assert.SkipUnless(golden.RunsOn(tf.Version), $"not on {tf.Version}");
        var arrows = golden.Inputs.Where(i => i.EndsWith(".arrows", StringComparison.Ordinal)).ToList();
        Assert.SkipWhen(arrows.Count == 0, "no Arrow stream");
        var (output, expected) = Spark(golden.Expected, columns => GoldenColumns.Results(golden, columns));
        foreach (var input in arrows)
        {
            var (columns, batches) = Spark(input, columns => GoldenColumns.Inputs(golden, columns));
            var graph = File.ReadAllBytes(golden.Model);
            var task = new MapTask
            {
                Graph = Work.Graph(graph),
                Kind = golden.Verb switch { "map_rows" => MapKind.Rows, "map_blocks_trimmed" => MapKind.Trimmed, _ => MapKind.Blocks },
                Options = new MapOptions
                {
                    Fetches = golden.Fetches,
                    Feeds = golden.Feeds,
                    Keep = golden.Verb == "map_blocks_trimmed" ? null : [],
                    Shapes = GoldenColumns.Shapes(output),
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

    private static (Schema Schema, List<RecordBatch> Batches) Spark(string path, Func<Schema, Schema> declared)
    {
        using var reader = new ArrowStreamReader(File.OpenRead(path));
        var spark = SparkTable.Of(declared(reader.Schema), new Version(4, 3));
        List<RecordBatch> batches = [];
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            batches.Add(spark.Convert(batch));
        }

        return (spark.Schema, batches);
    }

    private static IArrowType Leaf(IArrowType type) => type is ListType list ? Leaf(list.ValueDataType) : type;

    private static IArrowType NoNulls(IArrowType type) => type is ListType list ? new ListType(new Field("element", NoNulls(list.ValueDataType), nullable: false)) : type;
}
