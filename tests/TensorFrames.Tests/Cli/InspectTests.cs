using System.Text.Json;
using System.Text.Json.Nodes;

namespace TensorFrames.Tests.Cli;

public sealed class InspectTests
{
    // Only the raw runtime refuses these: dropping attributes that hold their default makes them run.
    private static readonly string[] RunAllTheSame = ["11_newer_matmul_unstripped", "11_newer_conv_unstripped"];

    // Golden's shapes are those that 2.21.0 infers; 1.15.0 knows less of a gather and of a resizing.
    private static readonly string[] VaguerOnOld = ["04_top_k", "07_upsample"];

    [Theory, EveryInspected]
    public void Every_golden_entry_is_found_and_no_vaguer(GoldenCase golden, Runtime tf)
    {
        var wanted = Inspected(golden);
        var listed = CliRun.On(tf, "inspect", golden.Model, "--json").Ok().Json;
        foreach (var entry in wanted.EnumerateObject().Where(e => e.Name is not ("placeholders" or "outputs")))
        {
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(entry.Value.GetRawText()), JsonNode.Parse(listed.GetProperty(entry.Name).GetRawText())), $"{entry.Name}: {entry.Value} wanted");
        }

        Assert.All(wanted.GetProperty("placeholders").EnumerateArray(), p => Found(p, listed.GetProperty("placeholders")));
        if (listed.GetProperty("refused").ValueKind != JsonValueKind.Null)
        {
            // Nothing infers shapes where the runtime does not take the graph; names and dtypes are told all the same.
            Assert.False(golden.RunsOn(tf.Version) || RunAllTheSame.Contains(golden.Name), listed.GetProperty("refused").GetString());
            Assert.All(wanted.GetProperty("outputs").EnumerateArray(), o => Assert.Contains(listed.GetProperty("outputs").EnumerateArray(), l => Same(l, o, "name") && Same(l, o, "dtype")));
            return;
        }

        // Golden lists a case's fetches as outputs, and some of them other nodes read.
        string[] fetches = [.. wanted.GetProperty("outputs").EnumerateArray().SelectMany(o => new[] { "--fetch", o.GetProperty("name").GetString()! })];
        var fetched = CliRun.On(tf, ["inspect", golden.Model, "--json", .. fetches]).Ok().Json;
        var vaguer = tf.Version == TestRuntimes.Old && VaguerOnOld.Contains(golden.Name);
        Assert.All(wanted.GetProperty("outputs").EnumerateArray(), o => Found(o, fetched.GetProperty("outputs"), vaguer));
        Assert.Equal(wanted.GetProperty("outputs").GetArrayLength(), fetched.GetProperty("outputs").GetArrayLength());
    }

    [Theory, EveryRuntime]
    public void Fetch_shows_that_tensor_and_the_placeholders_it_needs(Runtime tf)
    {
        using var bench = new Workbench();
        var graph = bench.Graph(CliGraphs.Masked);
        var json = CliRun.On(tf, "inspect", graph, "--json", "--fetch", "known").Ok().Json;
        Assert.Equal("""[{"name":"m","dtype":"bool","shape":[-1]}]""", json.GetProperty("placeholders").GetRawText());
        Assert.Equal("""[{"name":"known","dtype":"bool","shape":[-1]}]""", json.GetProperty("outputs").GetRawText());
        CliRun.On(tf, "inspect", graph, "--json", "--fetch", "knowns").Fails(2, "plan", "'knowns'", "'known'");
    }

    [Theory, EveryRuntime]
    public void A_graph_with_an_unknown_op_is_described_and_called_so(Runtime tf)
    {
        using var bench = new Workbench();
        var said = CliRun.On(tf, "inspect", bench.Graph(CliGraphs.Unknown)).Ok().Out;
        Assert.Matches(@"placeholders\n +x +float64 +\[\?\]\n", said);
        Assert.Contains($"does not run on TensorFlow {tf.Version}", said, StringComparison.Ordinal);
        Assert.Contains("NoSuchOp", said, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void What_cannot_be_inspected_ends_with_2(Runtime tf)
    {
        using var bench = new Workbench();
        CliRun.On(tf, "inspect", bench.At("none.pb"), "--json").Fails(2, "load", "none.pb");
    }

    private static JsonElement Inspected(GoldenCase golden) => golden.Json.GetProperty(golden.Verb == "inspect" ? "expected" : "inspect");

    private static void Found(JsonElement wanted, JsonElement listed, bool vaguer = false) =>
        Assert.Contains(listed.EnumerateArray(), found => Same(found, wanted, "name") && Same(found, wanted, "dtype")
            && (IsNoVaguer(found.GetProperty("shape"), wanted.GetProperty("shape")) || (vaguer && IsNoVaguer(wanted.GetProperty("shape"), found.GetProperty("shape")))));

    private static bool Same(JsonElement found, JsonElement wanted, string member) => found.GetProperty(member).GetString() == wanted.GetProperty(member).GetString();

    /// <summary>Whether all that is known of the wanted shape is known of the found one.</summary>
    private static bool IsNoVaguer(JsonElement found, JsonElement wanted) => wanted.ValueKind == JsonValueKind.Null
        || (found.ValueKind == JsonValueKind.Array && found.GetArrayLength() == wanted.GetArrayLength()
            && found.EnumerateArray().Zip(wanted.EnumerateArray()).All(d => d.Second.GetInt64() == -1 || d.First.GetInt64() == d.Second.GetInt64()));
}
