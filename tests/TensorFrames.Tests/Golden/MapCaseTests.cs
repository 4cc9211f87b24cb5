using Apache.Arrow;
using Xunit;

namespace TensorFrames.Tests;

/// <summary>Golden cases of the map verbs: every form of the input gives Python TensorFlow's result, on every runtime that can.</summary>
public sealed class MapCaseTests
{
    // Only the raw runtime refuses these: dropping attributes that hold their default makes them run.
    private static readonly string[] RunAllTheSame = ["11_newer_matmul_unstripped", "11_newer_conv_unstripped"];

    [Theory, EveryCase("map_blocks", "map_blocks_trimmed", "map_rows")]
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

    internal static void SameAsExpected(GoldenCase golden, string input, List<RecordBatch> actual) => GoldenResult.Same(golden, input, GoldenResult.Read(golden.Expected), actual);

    internal static List<RecordBatch> Run(GoldenCase golden, Runtime tf, string input) => Run(golden, tf, GoldenTables.Open(input));

    internal static List<RecordBatch> Run(GoldenCase golden, Runtime tf, TensorFrames.Tables.Table table, Func<Graph, MapOptions, MapOptions>? change = null)
    {
        using var graph = Graph.Load(golden.Model, tf.Open());
        var options = new MapOptions { Feeds = golden.Feeds, Fetches = golden.Fetches, Keep = golden.Verb == "map_blocks_trimmed" || golden.Verb == "error" ? null : [], Binary = golden.BinaryFetches() };
        options = change?.Invoke(graph, options) ?? options;
        var frame = Frame.From(table);
        frame = (golden.Json.TryGetProperty("row_verb", out var failing) ? failing.GetString() : golden.Verb) switch
        {
            "map_blocks_trimmed" => frame.MapBlocksTrimmed(graph, options),
            "map_rows" => frame.MapRows(graph, options),
            _ => frame.MapBlocks(graph, options),
        };
        return [.. frame.ToBatches(new EngineOptions { Parallelism = 1 }, TestContext.Current.CancellationToken)];
    }
}
