using System.Text.Json;
using TensorFrames.Tests.Graphs;
using TensorFrames.Tests.Models;

namespace TensorFrames.Tests.Cli;

/// <summary>Models on the command line: freeze, inspect, run with signatures and tags.</summary>
public sealed class ModelCommandTests
{
    // x = x + two, z = -x: the key x is of an input and of an output.
    private static string TwoOutputs(SavedModels models) => models.Save(
        new GraphBuilder().Placeholder("a", DType.Float32, -1).Placeholder("b", DType.Float32, -1).Node("sum", "Add", ["a", "b"], GraphBuilder.T(DType.Float32)).Node("minus", "Neg", ["a"], GraphBuilder.T(DType.Float32)),
        [("x", "a:0", DType.Float32), ("two", "b:0", DType.Float32)],
        [("x", "sum:0", DType.Float32), ("z", "minus:0", DType.Float32)]);

    private static string At(string path)
    {
        Assert.SkipWhen(Golden.Folder is null, Golden.Missing);
        return Golden.Path(path);
    }

    [Theory, EveryRuntime]
    public void A_frozen_vocabulary_runs_where_the_model_is_not(Runtime tf)
    {
        using var bench = new Workbench();
        var said = CliRun.Run("freeze", At("06_vocabulary_asset/saved_model"), "--output", bench.At("graph.pb"), "--json").Ok().Json;
        Assert.Equal("serving_default", said.GetProperty("signature").GetString());
        Assert.Equal(new FileInfo(bench.At("graph.pb")).Length, said.GetProperty("bytes").GetInt64());
        CliRun.On(tf, "run", bench.At("graph.pb"), "--input", At("06_vocabulary_asset/input.arrows"), "--output", bench.At("out.arrows"), "--fetch", "id").Ok();
        Assert.Equal(Workbench.Column(At("06_vocabulary_asset/expected.arrows"), "id"), Workbench.Column(bench.At("out.arrows"), "id"));
    }

    [Theory, EveryRuntime]
    public void A_signature_runs_by_its_keys_and_a_graph_by_its_tags(Runtime tf)
    {
        using var bench = new Workbench();
        CliRun.On(tf, "run", At("06_many_signatures/saved_model"), "--signature", "tag", "-i", At("06_many_signatures/input_tag.arrows"), "-o", bench.At("out.arrows"), "--feed", "text=t", "--feed", "n=i").Ok();
        Assert.Equal(Workbench.Column(At("06_many_signatures/expected_tag.arrows"), "tagged"), Workbench.Column(bench.At("out.arrows"), "tagged"));
        CliRun.On(tf, "run", At("06_tf1_two_tag_sets/saved_model"), "--tags", "train", "-i", At("06_tf1_two_tag_sets/input_predict_train.arrows"), "-o", bench.At("train.arrows")).Ok();
        Assert.Equal(["y", "x"], Workbench.Columns(bench.At("train.arrows")));
    }

    [Theory]
    [InlineData("--fetch", "z")]
    [InlineData("--fetch", "z", "--signature", "serving_default")]
    public void Freeze_keeps_the_outputs_that_are_fetched_and_what_they_need(params string[] options)
    {
        using var bench = new Workbench();
        using var models = new SavedModels();
        var said = CliRun.Run(["freeze", TwoOutputs(models), "-o", bench.At("graph.pb"), "--json", .. options]).Ok().Json;
        Assert.Equal(["x"], said.GetProperty("placeholders").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Assert.Equal(["z"], said.GetProperty("outputs").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        CliRun.Run("freeze", models.Folder, "--signature", "serving_default", "--fetch", "zz", "-o", bench.At("g.pb"), "--json").Fails(2, "plan", "no output 'zz'; has: 'x', 'z'");
    }

    [Theory, EveryRuntime]
    public void A_constant_is_given_by_the_input_s_key(Runtime tf)
    {
        using var bench = new Workbench();
        using var models = new SavedModels();
        var table = bench.Table("in.arrow", ("v", Conformance.Given.Of(DType.Float32, 1, 2)));
        CliRun Run(string constant) => CliRun.On(tf, "run", TwoOutputs(models), "-i", table, "-o", bench.At("out.arrow"), "--feed", "two=v", "--const", constant, "--fetch", "x", "--json");
        Run("x=[5, 6]").Ok();
        Assert.Equal([6.0, 8.0], Workbench.Column(bench.At("out.arrow"), "x").Cast<double>());
        Run("q=1").Fails(2, "plan", "no input 'q'; has: 'two', 'x'");
    }

    [Theory, EveryRuntime]
    public void A_checkpoint_runs_by_its_tensors(Runtime tf)
    {
        using var bench = new Workbench();
        CliRun.On(tf, "run", At("05_digits/checkpoint_tf1/model.ckpt.meta"), "-i", At("05_digits/input.arrows"), "-o", bench.At("out.arrows"), "--fetch", "predicted").Ok();
        Assert.Equal(Workbench.Column(At("05_digits/expected.arrows"), "predicted"), Workbench.Column(bench.At("out.arrows"), "predicted"));
    }

    [Fact]
    public void Inspect_lists_signatures_methods_variables_sizes_and_assets()
    {
        var said = CliRun.Run("inspect", At("06_vocabulary_asset/saved_model")).Ok().Out;
        Assert.Contains("tags serve, written by TensorFlow", said, StringComparison.Ordinal);
        Assert.Contains("serving_default (tensorflow/serving/predict)", said, StringComparison.Ordinal);
        Assert.Matches(@"in +word +string +\[\?\]\n +out +id +int64 +\[\?\]\n", said);
        Assert.Matches(@"variables: 1, \d+ bytes\n", said);
        Assert.Contains("assets: golden_vocab.txt", said, StringComparison.Ordinal);
        var json = CliRun.Run("inspect", At("06_many_signatures/saved_model"), "--json").Ok().Json;
        Assert.Equal(["distance", "serving_default", "tag"], json.GetProperty("signatures").EnumerateArray().Select(s => s.GetProperty("name").GetString()));
        Assert.Equal(3, json.GetProperty("variables").GetArrayLength());
    }

    [Theory, EveryRuntime]
    public void Inspect_shows_a_signature_as_it_would_run(Runtime tf)
    {
        var json = CliRun.On(tf, "inspect", At("06_many_signatures/saved_model"), "--signature", "distance", "--json").Ok().Json;
        Assert.Equal(["left", "right"], json.GetProperty("placeholders").EnumerateArray().Select(p => p.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("refused").ValueKind);
    }

    [Fact]
    public void What_is_not_there_is_refused_with_what_is()
    {
        using var bench = new Workbench();
        CliRun.Run("freeze", At("06_many_signatures/saved_model"), "--signature", "x", "-o", bench.At("g.pb"), "--json").Fails(2, "plan", "'x'", "has: 'distance', 'serving_default', 'tag'");
        CliRun.Run("freeze", At("06_many_signatures/saved_model"), "--tags", "gpu", "-o", bench.At("g.pb"), "--json").Fails(2, "load", "'gpu'", "has: 'serve'");
        CliRun.Run("freeze", At("05_digits/checkpoint_tf1/model.ckpt.meta"), "-o", bench.At("g.pb"), "--json").Fails(2, "plan", "has: none", "--fetch");
        Assert.Empty(bench.Names);
    }

    [Fact]
    public void A_frozen_graph_has_no_signatures()
    {
        using var bench = new Workbench();
        CliRun.Run("freeze", At("02_matmul_const/graph.pb"), "-o", bench.At("g.pb"), "--json").Fails(1, "usage", "frozen already");
        CliRun.Run("inspect", At("02_matmul_const/graph.pb"), "--signature", "x", "--json").Fails(1, "usage", "--signature");
    }
}
