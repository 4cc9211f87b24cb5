using System.Text.Json;
using Apache.Arrow;
using static TensorFrames.Tests.Conformance.Suite;

namespace TensorFrames.Tests.Conformance.Cases;

/// <summary>Golden errors of these verbs: each is told in words that the case asks for, at its stage or before.</summary>
internal static class ErrorCases
{
    // TensorFlow 2.x itself gives INT_MIN for INT_MIN / -1, which is as good.
    private const string Division = "10_int_min_div";

    internal static IReadOnlyList<Entry> All { get; } = [.. Names().Select(name => new GoldenCase(name)).Where(IsOfAVerb)
        .Select(golden => new Entry(golden.Name, $"{Verb(golden)}: an error at {Json(golden, "stage")}", engine => Check(engine, golden)))];

    private static IEnumerable<string> Names()
    {
        if (Golden.Folder is null)
        {
            return [];
        }

        using var list = JsonDocument.Parse(File.ReadAllBytes(Golden.Path("cases.json")));
        return [.. list.RootElement.EnumerateArray().Where(c => c.GetProperty("verb").GetString() == "error").Select(c => c.GetProperty("name").GetString()!)];
    }

    // Without the broken photos, of which each row alone is a case: ErrorCaseTests.
    private static bool IsOfAVerb(GoldenCase golden) => golden.Json.TryGetProperty("row_verb", out _) && golden.Json.TryGetProperty("stage", out _) && golden.Inputs.Length > 0;

    private static string Verb(GoldenCase golden) => Json(golden, "row_verb");

    private static string Json(GoldenCase golden, string name) => golden.Json.GetProperty(name).GetString()!;

    private static async Task<string> Check(IEngine engine, GoldenCase golden)
    {
        foreach (var (form, table) in engine.Inputs(golden))
        {
            if (golden.Name == Division && !golden.RunsOn(engine.TensorFlow.Version))
            {
                var rows = await Run(engine, golden, table);
                Assert.NotEmpty(rows);
                rows.ForEach(batch => batch.Dispose());
                continue;
            }

            var error = await Assert.ThrowsAnyAsync<TensorFramesException>(() => Run(engine, golden, table));
            Assert.True(error.Stage <= engine.Latest(golden), $"{form}: {error.Stage}: {error.Message}");
            Assert.All(golden.ErrorContains, word => Assert.Contains(word, error.Message, StringComparison.OrdinalIgnoreCase));
        }

        return Passes;
    }

    private static async Task<List<RecordBatch>> Run(IEngine engine, GoldenCase golden, IVerbs table)
    {
        using var graph = engine.LoadFile(golden.Model);
        var reduce = new ReduceOptions { Feeds = golden.Feeds, Fetches = golden.Fetches };
        var map = new MapOptions { Feeds = golden.Feeds, Fetches = golden.Fetches };
        return Verb(golden) switch
        {
            "reduce_rows" => [await table.ReduceRowsAsync(graph, reduce)],
            "reduce_blocks" => [await table.ReduceBlocksAsync(graph, reduce)],
            "map_blocks_trimmed" => await table.MapBlocksTrimmed(graph, map).RowsAsync(),
            _ => await table.MapBlocks(graph, map).RowsAsync(),
        };
    }
}
