using System.Text.Json;
using Apache.Arrow;
using static TensorFrames.Tests.Conformance.Suite;

namespace TensorFrames.Tests.Conformance.Cases;

/// <summary>
/// Models of every format, frozen by this library, give Python TensorFlow's results from the frozen graph alone, also where the
/// raw 1.15.0 refuses the model as 2.21.0 saved it.
/// </summary>
internal static class ModelCases
{
    private static readonly string[] s_saved = ["saved_model", "saved_model_stripped"];

    internal static IReadOnlyList<Entry> All { get; } = Golden.Folder is null ? [] : [.. Signatures(), .. Digits()];

    private static IEnumerable<Entry> Signatures()
    {
        using var list = JsonDocument.Parse(File.ReadAllBytes(Golden.Path("cases.json")));
        foreach (var golden in list.RootElement.EnumerateArray().Where(c => c.GetProperty("verb").GetString() == "signature").Select(c => new GoldenCase(c.GetProperty("name").GetString()!)))
        {
            foreach (var run in golden.Runs)
            {
                var (name, tags) = (run.Json.GetProperty("signature").GetString()!, run.Json.GetProperty("tags").EnumerateArray().Select(t => t.GetString()!).ToArray());
                yield return new($"{golden.Name}/{string.Join(",", tags)}/{name}", "the signature by each map verb, and frozen", engine => OfSignature(engine, run, name, tags));
            }
        }
    }

    // As TensorFlow saved it and as older versions read it; each verb over one of the two.
    private static async Task OfSignature(IEngine engine, GoldenCase run, string name, string[] tags)
    {
        using (var model = engine.LoadModel(run.File("saved_model"), tags))
        {
            var signature = model.Signatures[name];
            using var frozen = engine.Load(signature.Freeze());
            await Same(engine, run, "frozen", (table, options) => table.MapBlocks(frozen, options), run.Feeds, run.Fetches);
            await Same(engine, run, "trimmed", (table, options) => table.MapBlocksTrimmed(signature, options), run.Feeds, run.Fetches);
        }

        using (var model = engine.LoadModel(run.File("saved_model_stripped"), tags))
        {
            var signature = model.Signatures[name];
            await Same(engine, run, "blocks", (table, options) => table.MapBlocks(signature, options), run.Feeds, run.Fetches);
            await SameAsOneRow(engine, run, (table, options) => table.MapRows(signature, options), run.Feeds, run.Fetches);
        }
    }

    // All rows of the input in the cells of one row: what the signature gives is in one row's cells, too.
    private static async Task SameAsOneRow(
        IEngine engine, GoldenCase run, Func<IVerbs, MapOptions, IVerbs> map, Dictionary<string, string> feeds, string[] fetches, string? expectedAs = null)
    {
        var input = Given.OneRow(GoldenResult.Read(run.Inputs.First(i => i.EndsWith(".arrows", StringComparison.Ordinal))));
        var expected = Expected(run, fetches, expectedAs);
        var options = engine.Options(new MapOptions { Feeds = feeds, Fetches = fetches, Keep = [], Binary = run.BinaryFetches() }, [Given.OneRow(expected)]);
        var rows = await map(engine.Of(input), options).RowsAsync();
        GoldenResult.Same(run, "rows", expected, [.. rows.Select(Given.CellsOf)]);
    }

    private static List<RecordBatch> Expected(GoldenCase golden, string[] fetches, string? expectedAs)
    {
        var written = GoldenResult.Read(golden.Expected);
        return expectedAs is null ? written : [.. written.Select(b => Given.Batch((fetches[0], b.Column(expectedAs))))];
    }

    private static IEnumerable<Entry> Digits()
    {
        var golden = new GoldenCase("05_digits");
        yield return new("05_digits/saved_model", "frozen, by each map verb", async engine =>
        {
            foreach (var folder in s_saved)
            {
                using var model = Model.Load(golden.File(folder));
                var names = golden.Json.GetProperty("saved_model");
                var (input, output) = (names.GetProperty("input").GetString()!, names.GetProperty("output").GetString()!);
                using var frozen = engine.Load(model.Signatures[names.GetProperty("signature").GetString()!].Freeze());
                await ByEachVerb(engine, golden, folder, frozen, new(StringComparer.Ordinal) { [input] = "pixels" }, [output], "probabilities");
            }
        });
        foreach (var meta in new[] { "model.ckpt.meta", "model_stripped.meta" })
        {
            yield return new($"05_digits/{meta}", "frozen, by each map verb", async engine =>
            {
                using var model = Model.Load(golden.File("checkpoint_tf1/" + meta));
                using var frozen = engine.Load(model.Freeze(golden.Fetches));
                await ByEachVerb(engine, golden, meta, frozen, golden.Feeds, golden.Fetches);
            });
        }
    }

    private static async Task ByEachVerb(IEngine engine, GoldenCase golden, string form, Graph frozen, Dictionary<string, string> feeds, string[] fetches, string? expectedAs = null)
    {
        await Same(engine, golden, form, (table, options) => table.MapBlocks(frozen, options), feeds, fetches, expectedAs);
        await Same(engine, golden, form + ", trimmed", (table, options) => table.MapBlocksTrimmed(frozen, options), feeds, fetches, expectedAs);
        await SameAsOneRow(engine, golden, (table, options) => table.MapRows(frozen, options), feeds, fetches, expectedAs);
    }

    private static async Task Same(
        IEngine engine, GoldenCase golden, string form, Func<IVerbs, MapOptions, IVerbs> map, Dictionary<string, string> feeds, string[] fetches, string? expectedAs = null)
    {
        var written = Expected(golden, fetches, expectedAs);
        var expected = await engine.AsReadAsync(golden, written);
        var options = engine.Options(new MapOptions { Feeds = feeds, Fetches = fetches, Keep = [], Binary = golden.BinaryFetches() }, written);
        foreach (var (input, table) in engine.Inputs(golden))
        {
            GoldenResult.Same(golden, $"{form}, {input}", expected, await map(table, options).RowsAsync());
        }
    }
}
