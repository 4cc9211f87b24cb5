using Apache.Arrow;
using Apache.Arrow.Ipc;
using TensorFrames.Tables;
using Xunit;

namespace TensorFrames.Tests;

/// <summary>Golden cases of the map verbs: every form of the input gives Python TensorFlow's result, on every runtime that can.</summary>
public sealed class MapCaseTests
{
    // Only the raw runtime refuses these: dropping attributes that hold their default makes them run.
    private static readonly string[] RunAllTheSame = ["11_newer_matmul_unstripped", "11_newer_conv_unstripped"];

    [Theory, EveryCase("map_blocks", "map_blocks_trimmed")]
    public void Every_input_gives_the_expected_table(GoldenCase golden, Runtime tf)
    {
        if (!golden.RunsOn(tf.Version) && !RunAllTheSame.Contains(golden.Name))
        {
            var error = Assert.ThrowsAny<TensorFramesException>(() => Run(golden, tf, golden.Inputs[0]));
            Assert.True(error.Node is not null || error.Message.Contains("min_consumer", StringComparison.Ordinal), error.Message);
            return;
        }

        foreach (var input in golden.Inputs)
        {
            SameAsExpected(golden, Path.GetFileName(input), Run(golden, tf, input));
        }
    }

    internal static void SameAsExpected(GoldenCase golden, string input, List<RecordBatch> actual) => SameTable(golden, input, Read(golden.Expected), actual);

    internal static List<RecordBatch> Run(GoldenCase golden, Runtime tf, string input) => Run(golden, tf, GoldenTables.Open(input));

    internal static List<RecordBatch> Run(GoldenCase golden, Runtime tf, TensorFrames.Tables.Table table, Func<Graph, MapOptions, MapOptions>? change = null)
    {
        using var graph = Graph.Load(golden.Model, tf.Open());
        var options = new MapOptions { Feeds = golden.Feeds, Fetches = golden.Fetches, Keep = golden.Verb == "map_blocks_trimmed" || golden.Verb == "error" ? null : [], Binary = Binary(golden) };
        options = change?.Invoke(graph, options) ?? options;
        var frame = Frame.From(table);
        var trimmed = golden.Verb == "map_blocks_trimmed" || (golden.Verb == "error" && golden.Json.TryGetProperty("row_verb", out var verb) && verb.GetString() == "map_blocks_trimmed");
        frame = trimmed ? frame.MapBlocksTrimmed(graph, options) : frame.MapBlocks(graph, options);
        return [.. frame.ToBatches(new EngineOptions { Parallelism = 1 }, TestContext.Current.CancellationToken)];
    }

    private static string[] Binary(GoldenCase golden) => !golden.Json.TryGetProperty("expected", out var expected) ? []
        : [.. new ArrowStreamReader(File.OpenRead(golden.File(expected.GetProperty("arrows").GetString()!))).Schema.FieldsList
            .Where(f => Leaf(f.DataType) == Apache.Arrow.Types.ArrowTypeId.Binary).Select(f => f.Name)];

    private static Apache.Arrow.Types.ArrowTypeId Leaf(Apache.Arrow.Types.IArrowType type) =>
        type is Apache.Arrow.Types.NestedType { Fields: [var element] } ? Leaf(element.DataType) : type.TypeId;

    internal static void SameTable(GoldenCase golden, string input, List<RecordBatch> expected, List<RecordBatch> actual)
    {
        foreach (var field in expected[0].Schema.FieldsList)
        {
            var want = expected.SelectMany(b => ArrowCompare.Of(b.Column(field.Name))).ToList();
            var got = actual.SelectMany(b => ArrowCompare.Of(b.Column(field.Name))).ToList();
            Assert.Equal(want.Count, got.Count);
            for (var i = 0; i < want.Count; i++)
            {
                Assert.True(
                    ArrowCompare.Same(want[i], got[i], golden.RelativeTolerance, golden.AbsoluteTolerance),
                    $"{input} {field.Name} row {i}: {ArrowCompare.Text(got[i])}, wanted {ArrowCompare.Text(want[i])}");
            }
        }

        actual.ForEach(b => b.Dispose());
    }

    internal static List<RecordBatch> Read(string path)
    {
        using var reader = new ArrowStreamReader(File.OpenRead(path));
        List<RecordBatch> batches = [];
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            batches.Add(batch);
        }

        return batches;
    }
}
