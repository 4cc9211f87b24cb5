using System.Text.Json;
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
                yield return new($"{golden.Name}/{string.Join(",", tags)}/{name}", "frozen signature", async engine =>
                {
                    foreach (var folder in s_saved)
                    {
                        using var model = Model.Load(golden.File(folder), tags);
                        await Same(engine, run, folder, model.Signatures[name].Freeze(), run.Feeds, run.Fetches);
                    }
                });
            }
        }
    }

    private static IEnumerable<Entry> Digits()
    {
        var golden = new GoldenCase("05_digits");
        yield return new("05_digits/saved_model", "frozen signature", async engine =>
        {
            foreach (var folder in s_saved)
            {
                using var model = Model.Load(golden.File(folder));
                var names = golden.Json.GetProperty("saved_model");
                var (input, output) = (names.GetProperty("input").GetString()!, names.GetProperty("output").GetString()!);
                var bytes = model.Signatures[names.GetProperty("signature").GetString()!].Freeze();
                await Same(engine, golden, folder, bytes, new(StringComparer.Ordinal) { [input] = "pixels" }, [output], "probabilities");
            }
        });
        foreach (var meta in new[] { "model.ckpt.meta", "model_stripped.meta" })
        {
            yield return new($"05_digits/{meta}", "frozen checkpoint", async engine =>
            {
                using var model = Model.Load(golden.File("checkpoint_tf1/" + meta));
                await Same(engine, golden, meta, model.Freeze(golden.Fetches), golden.Feeds, golden.Fetches);
            });
        }
    }

    private static async Task Same(IEngine engine, GoldenCase golden, string form, byte[] frozen, Dictionary<string, string> feeds, string[] fetches, string? expectedAs = null)
    {
        using var graph = engine.Load(frozen);
        var written = GoldenResult.Read(golden.Expected);
        written = expectedAs is null ? written : [.. written.Select(b => Given.Batch((fetches[0], b.Column(expectedAs))))];
        var expected = await engine.AsReadAsync(golden, written);
        var options = engine.Options(new MapOptions { Feeds = feeds, Fetches = fetches, Keep = [], Binary = golden.BinaryFetches() }, written);
        foreach (var (input, table) in engine.Inputs(golden))
        {
            GoldenResult.Same(golden, $"{form}, {input}", expected, await table.MapBlocks(graph, options).RowsAsync());
        }
    }
}
