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

        var expected = Read(golden.Expected);
        foreach (var input in golden.Inputs)
        {
            SameTable(golden, input, expected, Run(golden, tf, input));
        }
    }

    internal static List<RecordBatch> Run(GoldenCase golden, Runtime tf, string input, EngineOptions? engine = null)
    {
        using var graph = Graph.Load(golden.Model, tf.Open());
        var options = new MapOptions { Feeds = golden.Feeds, Fetches = golden.Fetches, Keep = golden.Verb == "map_blocks_trimmed" || golden.Verb == "error" ? null : [], Binary = Binary(golden) };
        var frame = Frame.From(GoldenTables.Open(input));
        var trimmed = golden.Verb == "map_blocks_trimmed" || (golden.Verb == "error" && golden.Json.GetProperty("row_verb").GetString() == "map_blocks_trimmed");
        frame = trimmed ? frame.MapBlocksTrimmed(graph, options) : frame.MapBlocks(graph, options);
        return [.. frame.ToBatches(engine ?? new EngineOptions { Parallelism = 1 }, TestContext.Current.CancellationToken)];
    }

    private static string[] Binary(GoldenCase golden) => !golden.Json.TryGetProperty("expected", out var expected) ? []
        : [.. new ArrowStreamReader(File.OpenRead(golden.File(expected.GetProperty("arrows").GetString()!))).Schema.FieldsList
            .Where(f => Leaf(f.DataType) == Apache.Arrow.Types.ArrowTypeId.Binary).Select(f => f.Name)];

    private static Apache.Arrow.Types.ArrowTypeId Leaf(Apache.Arrow.Types.IArrowType type) =>
        type is Apache.Arrow.Types.NestedType { Fields: [var element] } ? Leaf(element.DataType) : type.TypeId;

    private static void SameTable(GoldenCase golden, string input, List<RecordBatch> expected, List<RecordBatch> actual)
    {
        foreach (var field in expected[0].Schema.FieldsList)
        {
            var want = expected.SelectMany(b => CellValues.Of(b.Column(field.Name))).ToList();
            var got = actual.SelectMany(b => CellValues.Of(b.Column(field.Name))).ToList();
            Assert.Equal(want.Count, got.Count);
            for (var i = 0; i < want.Count; i++)
            {
                Assert.True(
                    CellValues.Same(got[i], want[i], golden.RelativeTolerance, golden.AbsoluteTolerance),
                    $"{Path.GetFileName(input)} {field.Name} row {i}: {CellValues.Text(got[i])}, wanted {CellValues.Text(want[i])}");
            }
        }

        actual.ForEach(b => b.Dispose());
    }

    private static List<RecordBatch> Read(string path)
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
