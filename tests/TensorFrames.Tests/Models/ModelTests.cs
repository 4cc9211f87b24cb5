using System.Text.Json;
using Apache.Arrow;

namespace TensorFrames.Tests.Models;

/// <summary>Models as users load and run them.</summary>
public sealed class ModelTests
{
    private static string At(string path)
    {
        Assert.SkipWhen(Golden.Folder is null, Golden.Missing);
        return Golden.Path(path);
    }

    [Fact]
    public void Every_golden_signature_is_listed_with_its_tensors()
    {
        Assert.SkipWhen(Golden.Folder is null, Golden.Missing);
        foreach (var name in new[] { "06_image_bytes", "06_int64_embedding", "06_many_signatures", "06_no_variables", "06_tf1_two_tag_sets", "06_vocabulary_asset" })
        {
            var golden = new GoldenCase(name);
            foreach (var wanted in golden.Json.GetProperty("meta_graphs").EnumerateArray())
            {
                using var model = Model.Load(golden.File("saved_model"), [.. wanted.GetProperty("tags").EnumerateArray().Select(t => t.GetString()!)]);
                Assert.Equal(Names(wanted.GetProperty("signatures")), model.Signatures.Keys);
                Assert.All(wanted.GetProperty("signatures").EnumerateObject(), s =>
                {
                    Assert.Equal(Tensors(s.Value.GetProperty("inputs")), model.Signatures[s.Name].Inputs.Select(i => i.ToString()));
                    Assert.Equal(Tensors(s.Value.GetProperty("outputs")), model.Signatures[s.Name].Outputs.Select(i => i.ToString()));
                    Assert.Equal(s.Value.GetProperty("method").GetString(), model.Signatures[s.Name].Method);
                });
            }
        }
    }

    [Theory, EveryRuntime]
    public void A_second_verb_makes_no_graph_and_no_session(Runtime tf)
    {
        var runtime = tf.Open();
        using var model = Model.Load(At("06_many_signatures/saved_model"), runtime: runtime);
        var table = GoldenTables.Open(At("06_many_signatures/input_serving_default.arrows"));
        var options = new MapOptions { Feeds = new Dictionary<string, string>(StringComparer.Ordinal) { ["x"] = "features" }, Fetches = ["logits"], Keep = [] };
        var signature = model.Signatures["serving_default"];
        Rows(Frame.From(table).MapBlocks(signature, options));
        var (graphs, sessions) = (runtime.Counters.LiveGraphs, runtime.Counters.LiveSessions);
        Rows(Frame.From(table).MapBlocks(signature, options));
        Rows(Frame.From(table).MapBlocksTrimmed(signature, options with { Keep = null }));
        Assert.Equal((graphs, sessions), (runtime.Counters.LiveGraphs, runtime.Counters.LiveSessions));
    }

    [Fact]
    public void Variables_and_assets_are_listed_without_reading_them()
    {
        using var model = Model.Load(At("06_vocabulary_asset/saved_model"));
        Assert.Equal(["golden_vocab.txt"], model.Assets);
        var variable = Assert.Single(model.Variables);
        Assert.Equal((DType.Float32, variable.Shape.Count * sizeof(float)), (variable.DType, variable.Bytes));
        Assert.StartsWith("2.21.0", model.Version.TrimStart('v'), StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_that_is_not_there_is_refused_with_those_that_are()
    {
        using var model = Model.Load(At("06_many_signatures/saved_model"));
        var error = Assert.Throws<PlanException>(() => model.Signatures["missing"]);
        Assert.Contains("has: 'distance', 'serving_default', 'tag'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_that_are_not_there_are_refused_with_those_that_are()
    {
        using var model = Model.Load(At("06_many_signatures/saved_model"));
        var options = new MapOptions { Fetches = ["logit"] };
        Assert.Contains("no output 'logit'; has: 'logits', 'probabilities'", Assert.Throws<PlanException>(() => TensorFrames.Models.SignatureOptions.Of(model.Signatures["serving_default"], options)).Message, StringComparison.Ordinal);
        options = new MapOptions { Feeds = new Dictionary<string, string>(StringComparer.Ordinal) { ["features"] = "x" } };
        Assert.Contains("no input 'features'; has: 'x'", Assert.Throws<PlanException>(() => TensorFrames.Models.SignatureOptions.Of(model.Signatures["serving_default"], options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_that_are_not_there_are_refused_with_those_that_are() => Assert.Contains(
        "has: 'train'; 'serve'", Assert.Throws<GraphException>(() => Model.Load(At("06_tf1_two_tag_sets/saved_model"), ["gpu"])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("no_variables", "variables.index")]
    [InlineData("cut_pb", "no valid SavedModel")]
    [InlineData("empty_folder", "folder without a model")]
    [InlineData("cut_variables", "do not fit")]
    public void A_broken_model_is_refused_when_it_is_loaded(string fault, string word) =>
        Assert.Contains(word, Assert.Throws<GraphException>(() => Model.Load(At("10_saved_model_faults/" + fault))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_checkpoint_without_a_graph_is_refused() => Assert.Contains(
        "without a graph", Assert.Throws<GraphException>(() => Model.Load(At("05_digits/checkpoint_tf2"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_tensor_that_is_not_in_a_checkpoints_graph_is_refused_with_near_names()
    {
        using var model = Model.Load(At("05_digits/checkpoint_tf1"));
        Assert.Contains("'probabilities'", Assert.Throws<GraphException>(() => model.Freeze("probabilites")).Message, StringComparison.Ordinal);
    }

    private static void Rows(Frame frame)
    {
        foreach (RecordBatch batch in frame.ToBatches(new EngineOptions { Parallelism = 1 }, TestContext.Current.CancellationToken))
        {
            batch.Dispose();
        }
    }

    private static IEnumerable<string> Names(JsonElement tensors) => tensors.EnumerateObject().Select(t => t.Name).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Tensors(JsonElement tensors) => tensors.EnumerateObject().OrderBy(t => t.Name, StringComparer.Ordinal)
        .Select(t => $"{t.Name} ({t.Value.GetProperty("dtype").GetString()} [{string.Join(",", t.Value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64() < 0 ? "?" : d.GetRawText()))}])");
}
