using System.Text.Json;
using Apache.Arrow;
using static TensorFrames.Tests.Conformance.Suite;

namespace TensorFrames.Tests.Conformance.Cases;

/// <summary>Python TensorFlow's results of these verbs, in every form of the input that an engine reads.</summary>
internal static class GoldenCases
{
    private static readonly string[] s_verbs = ["map_blocks", "map_blocks_trimmed", "map_rows", "reduce_blocks", "reduce_rows", "aggregate"];

    // Only the raw runtime refuses these: dropping attributes that hold their default makes them run.
    private static readonly string[] s_runAllTheSame = ["11_newer_matmul_unstripped", "11_newer_conv_unstripped"];

    internal static IReadOnlyList<Entry> All { get; } = [.. Names().Select(name => new GoldenCase(name))
        .Select(golden => new Entry(golden.Name, $"{golden.Verb}", engine => Check(engine, golden)))];

    private static IEnumerable<string> Names()
    {
        if (Golden.Folder is null)
        {
            return [];
        }

        using var list = JsonDocument.Parse(File.ReadAllBytes(Golden.Path("cases.json")));
        return [.. list.RootElement.EnumerateArray().Where(c => s_verbs.Contains(c.GetProperty("verb").GetString())).Select(c => c.GetProperty("name").GetString()!)];
    }

    private static async Task<string> Check(IEngine engine, GoldenCase golden)
    {
        if (!golden.RunsOn(engine.TensorFlow.Version) && !s_runAllTheSame.Contains(golden.Name))
        {
            var error = await Assert.ThrowsAnyAsync<TensorFramesException>(async () =>
            {
                using var graph = engine.Load(File.ReadAllBytes(golden.Model));
                await Run(engine, golden, engine.Inputs(golden)[0].Table, graph);
            });
            Assert.True(error.Node is not null || error.Message.Contains("min_consumer", StringComparison.Ordinal), error.Message);
            return "refused";
        }

        await SameAsPythonsAsync(engine, golden, () => engine.Load(File.ReadAllBytes(golden.Model)));
        return Passes;
    }

    /// <summary>Asserts that a graph, loaded or built, gives the case's results on every form of its input, or on those so named.</summary>
    internal static async Task SameAsPythonsAsync(IEngine engine, GoldenCase golden, Func<Graph> load, string forms = "")
    {
        var expected = await engine.AsReadAsync(golden, GoldenResult.Read(golden.Expected));
        foreach (var (form, table) in engine.Inputs(golden).Where(i => i.Form.EndsWith(forms, StringComparison.Ordinal)))
        {
            using var graph = load();
            var actual = await Run(engine, golden, table, graph);
            if (golden.Verb == "aggregate")
            {
                Table.SameInAnyOrder(expected, actual, golden.Keys, golden.RelativeTolerance, golden.AbsoluteTolerance);
            }
            else
            {
                GoldenResult.Same(golden, form, expected, actual);
            }
        }
    }

    private static async Task<List<RecordBatch>> Run(IEngine engine, GoldenCase golden, IVerbs table, Graph graph)
    {
        if (golden.Verb == "aggregate")
        {
            return await table.Aggregate(graph, new AggregateOptions { Feeds = golden.Feeds, Fetches = golden.Fetches }, golden.Keys).RowsAsync();
        }

        if (golden.Verb.StartsWith("reduce", StringComparison.Ordinal))
        {
            var reduce = new ReduceOptions { Feeds = golden.Feeds, Fetches = golden.Fetches };
            return [await (golden.Verb == "reduce_rows" ? table.ReduceRowsAsync(graph, reduce) : table.ReduceBlocksAsync(graph, reduce))];
        }

        var trimmed = golden.Verb == "map_blocks_trimmed";
        var options = engine.Options(new MapOptions { Feeds = golden.Feeds, Fetches = golden.Fetches, Keep = trimmed ? null : [], Binary = golden.BinaryFetches() }, GoldenResult.Read(golden.Expected));
        return await (trimmed ? table.MapBlocksTrimmed(graph, options) : golden.Verb == "map_rows" ? table.MapRows(graph, options) : table.MapBlocks(graph, options)).RowsAsync();
    }
}
