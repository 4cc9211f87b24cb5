using Apache.Arrow;
using Xunit;

namespace TensorFrames.Tests;

/// <summary>Runs golden cases of the map verbs on the engine of this process.</summary>
internal static class GoldenMaps
{
    internal static void SameAsExpected(GoldenCase golden, string input, List<RecordBatch> actual) => GoldenResult.Same(golden, input, GoldenResult.Read(golden.Expected), actual);

    internal static List<RecordBatch> Run(GoldenCase golden, Runtime tf, TensorFrames.Tables.Table table, Func<Graph, MapOptions, MapOptions>? change = null)
    {
        using var graph = Graph.Load(golden.Model, tf.Open());
        var options = new MapOptions { Feeds = golden.Feeds, Fetches = golden.Fetches, Keep = golden.Verb == "map_blocks_trimmed" || golden.Verb == "error" ? null : [], Binary = golden.BinaryFetches() };
        options = change?.Invoke(graph, options) ?? options;
        var frame = Frame.From(table);
        frame = golden.Verb switch
        {
            "map_blocks_trimmed" => frame.MapBlocksTrimmed(graph, options),
            "map_rows" => frame.MapRows(graph, options),
            _ => frame.MapBlocks(graph, options),
        };
        return [.. frame.ToBatches(new EngineOptions { Parallelism = 1 }, TestContext.Current.CancellationToken)];
    }
}
