using TensorFrames.Tests.Cli;
using TensorFrames.Tests.Graphs;
using static TensorFrames.Tests.Models.ModelNodes;

namespace TensorFrames.Tests.Models;

/// <summary>The graph of one model with the values of another checkpoint.</summary>
public sealed class OtherCheckpointTests : IDisposable
{
    private const string Value = "/.ATTRIBUTES/VARIABLE_VALUE";
    private readonly SavedModels _models = new();

    public void Dispose() => _models.Dispose();

    [Theory, EveryRuntime]
    public void A_saved_model_runs_with_the_values_of_an_object_checkpoint(Runtime tf) => DigitsRun(tf, "ckpt");

    [Theory, EveryRuntime]
    public void A_checkpoint_with_its_optimizer_too_whose_values_go_by_other_ways(Runtime tf) => DigitsRun(tf, "ckpt_with_optimizer");

    [Theory, EveryRuntime]
    public void A_value_is_found_by_the_way_to_it(Runtime tf)
    {
        // The model's own, behind another object, around it, and an object's second way.
        foreach (var (path, also) in new[] { ("layer/w", null), ("model/layer/w", null), ("w", null), ("optimizer/variables/0", "model/layer/w") })
        {
            var objects = new Objects().Variable(path, "Variable", 10, 20);
            Gives(tf, Model(tf, ("layer/w", "Variable")), (also is null ? objects : objects.Also(also, path)).Save(tf, _models, "other/ckpt"), [30, 80]);
        }
    }

    [Theory, EveryRuntime]
    public void A_value_is_found_by_its_variables_name(Runtime tf)
    {
        // The same name; a way that is the name with another beginning, or with none.
        foreach (var (path, name) in new[] { ("a/b", "net/dense/w"), ("model/dense/w", "Variable"), ("dense/w", "Variable") })
        {
            Gives(tf, Model(tf, ("variables/0", "net/dense/w")), new Objects().Variable(path, name, 10, 20).Save(tf, _models, "other/ckpt"), [30, 80]);
        }
    }

    [Theory, EveryRuntime]
    public void Names_of_TensorFlow_1_are_names_of_variables(Runtime tf)
    {
        var other = _models.Checkpoint(tf, "other/ckpt", new GraphBuilder().Floats("value0", 10, 20), ["net/dense/w"], [""], [DType.Float32]);
        Gives(tf, Model(tf, ("variables/0", "net/dense/w")), other, [30, 80]);
    }

    [Theory, EveryRuntime]
    public void A_list_without_an_order_is_matched_by_names(Runtime tf)
    {
        var other = new Objects().Variable("_all_variables/0", "net/b", 5, 6).Variable("_all_variables/1", "net/w", 10, 20).Variable("variables/0", "net/w", 10, 20).Variable("variables/1", "net/b", 5, 6);
        Gives(tf, Model(tf, ("_all_variables/0", "net/w"), ("_all_variables/1", "net/b")), other.Save(tf, _models, "other/ckpt"), [35, 86]);
    }

    [Theory, EveryRuntime]
    public void Of_two_objects_that_could_be_the_model_the_one_of_its_shapes_is(Runtime tf)
    {
        var other = new Objects().Variable("first/layer/w", "Variable", 1, 2, 3).Variable("second/layer/w", "Variable", 10, 20);
        Gives(tf, Model(tf, ("layer/w", "Variable")), other.Save(tf, _models, "other/ckpt"), [30, 80]);
    }

    [Theory, EveryRuntime]
    public void Between_two_that_fit_nothing_is_guessed(Runtime tf)
    {
        var other = new Objects().Variable("first/layer/w", "Variable", 1, 2).Variable("second/layer/w", "Variable", 10, 20);
        Refused(Model(tf, ("layer/w", "Variable")), other.Save(tf, _models, "other/ckpt"), "variable 'w0'", "first/layer/w", "second/layer/w");
    }

    [Theory, EveryRuntime]
    public void A_way_and_a_name_that_disagree_are_refused(Runtime tf)
    {
        var other = new Objects().Variable("layer/w", "net/b", 1, 2).Variable("layer/b", "net/w", 10, 20);
        Refused(Model(tf, ("layer/w", "net/w"), ("layer/b", "net/b")), other.Save(tf, _models, "other/ckpt"), "variable 'w0'", "layer/w", "layer/b");
    }

    [Theory, EveryRuntime]
    public void A_way_to_another_shape_does_not_make_a_name_right(Runtime tf)
    {
        var other = new Objects().Variable("layer/w", "net/other", 1, 2, 3).Variable("critic/w", "net/w", 10, 20);
        Refused(Model(tf, ("layer/w", "net/w")), other.Save(tf, _models, "other/ckpt"), "variable 'w0'", "layer/w", "critic/w");
    }

    [Theory, EveryRuntime]
    public void Another_part_of_the_same_form_is_not_taken_for_the_one_that_is_not_there(Runtime tf)
    {
        var other = new Objects().Variable("decoder/one/w", "Variable", 1, 2).Variable("decoder/two/w", "Variable", 3, 4);
        Refused(Model(tf, ("encoder/one/w", "Variable"), ("encoder/two/w", "Variable")), other.Save(tf, _models, "other/ckpt"), "variable 'w0'", "it has: 'decoder/one/w'");
    }

    [Theory, EveryRuntime]
    public void Two_variables_of_one_name_are_not_both_given_its_value(Runtime tf)
    {
        var other = new Objects().Variable("dense/w", "kernel", 1, 2);
        Refused(Model(tf, ("_all_variables/0", "kernel"), ("_all_variables/1", "kernel")), other.Save(tf, _models, "other/ckpt"), "variable 'w0'", "it has: 'dense/w'");
    }

    [Fact]
    public void Ways_without_end_are_not_followed()
    {
        var way = string.Concat(Enumerable.Repeat("a/", 100_000)) + "w";
        var graph = new GraphBuilder().Placeholder("x", DType.Float32, 2).RefVariable(way, 2).Node("y", "Mul", ["x", way], Float);
        File.WriteAllBytes(_models.At("graph.pb"), graph.Bytes);
        var other = _models.Checkpoint(TestRuntimes.All[0], "other/ckpt", new GraphBuilder().Floats("value0", 10, 20), ["w"], [""], [DType.Float32]);
        using var model = TensorFrames.Model.Load(_models.At("graph.pb"), new ModelOptions { Checkpoint = other });
        Assert.Contains("is not in the checkpoint", Assert.Throws<GraphException>(() => model.Freeze("y")).Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void A_part_of_a_whole_of_another_shape_is_refused(Runtime tf)
    {
        var other = _models.Checkpoint(tf, "other/ckpt", new GraphBuilder().Floats("value0", 1, 2, 3, 4, 5, 6), ["w"], [""], [DType.Float32]);
        var graph = new GraphBuilder().Placeholder("x", DType.Float32, 2).RefVariable("w0", 2).RefVariable("w1", 2).Node("sum", "Add", ["w0", "w1"], Float).Node("y", "Mul", ["x", "sum"], Float)
            .Restore(("w0", "w", "4 0,2"), ("w1", "w", "4 2,2"));
        Refused(_models.Save(graph, [("x", "x:0", DType.Float32)], [("y", "y:0", DType.Float32)], Restored), other, "the part '4 0,2'", "float32 [6]");
    }

    [Theory, EveryRuntime]
    public void A_variable_that_it_lacks_is_refused_with_what_it_has(Runtime tf) =>
        Refused(Model(tf, ("layer/w", "net/w"), ("layer/b", "net/b")), new Objects().Variable("layer/w", "net/w", 1, 2).Save(tf, _models, "other/ckpt"), "variable 'w1' ('net/b')", "it has: 'layer/w'");

    [Theory, EveryRuntime]
    public void Another_shape_is_refused_with_both(Runtime tf) =>
        Refused(Model(tf, ("layer/w", "net/w")), new Objects().Variable("layer/w", "net/w", 1, 2, 3).Save(tf, _models, "other/ckpt"), "variable 'w0' (float32 [2])", "float32 [3]", "other/ckpt");

    [Theory, EveryRuntime]
    public void Another_dtype_is_refused_with_both(Runtime tf)
    {
        var other = _models.Checkpoint(tf, "other/ckpt", new GraphBuilder().Int32("value0", 1, 2), ["net/w"], [""], [DType.Int32]);
        Refused(Model(tf, ("layer/w", "net/w")), other, "variable 'w0' (float32 [2])", "int32 [2]");
    }

    [Theory, EveryRuntime]
    public void A_graph_of_TensorFlow_1_and_its_checkpoint_run_without_a_meta_file(Runtime tf)
    {
        using var bench = new Workbench();
        var table = bench.Table("in.arrows", ("x", Conformance.Given.Of(DType.Float32, 3, 4)));
        File.WriteAllBytes(_models.At("graph.pb"), new GraphBuilder().Placeholder("x", DType.Float32, 2).RefVariable("net/w", 2).Node("y", "Mul", ["x", "net/w"], Float).Bytes);
        var other = _models.Checkpoint(tf, "other/ckpt", new GraphBuilder().Floats("value0", 10, 20), ["net/w"], [""], [DType.Float32]);
        CliRun.On(tf, "run", _models.At("graph.pb"), "--checkpoint", other, "--fetch", "y", "-i", table, "-o", bench.At("out.arrows")).Ok();
        Assert.Equal([30.0, 80.0], Workbench.Column(bench.At("out.arrows"), "y").Cast<double>());
    }

    [Theory, EveryRuntime]
    public void Parts_of_variables_too_by_the_graphs_own_restore_op(Runtime tf)
    {
        _models.Checkpoint(tf, TrainingGraph.Values);
        File.WriteAllBytes(_models.At("graph.pb"), Google.Protobuf.MessageExtensions.ToByteArray(TrainingGraph.Meta().GraphDef));
        using var model = TensorFrames.Model.Load(_models.At("graph.pb"), new ModelOptions { Checkpoint = _models.At("variables/variables") }, tf.Open());
        using var results = model.Graph("w").Run(new Dictionary<string, TensorValue>(StringComparer.Ordinal), "w");
        Assert.Equal([1, 10, 100, 1000], results.Values<float>("w").ToArray());
    }

    [Theory]
    [InlineData("other/none", "its folder has: 'ckpt'")]
    [InlineData("none", "no file 'none.index'")]
    [InlineData("variables", "a folder without a checkpoint")]
    [InlineData(".index", "names no checkpoint")]
    [InlineData("saved_model.pb", "no checkpoint of TensorFlow 0.12 or later")]
    public void What_is_no_checkpoint_is_refused_with_what_there_is(string path, string words)
    {
        var folder = _models.Save(Graph(("layer/w", "net/w")), [("x", "x:0", DType.Float32)], [("y", "y:0", DType.Float32)], Restored);
        Directory.CreateDirectory(_models.At("other"));
        Directory.CreateDirectory(_models.At("variables"));
        File.WriteAllBytes(_models.At("other/ckpt.index"), []);
        Assert.Contains(words, Assert.Throws<GraphException>(() => TensorFrames.Model.Load(folder, new ModelOptions { Checkpoint = _models.At(path) })).Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void Freeze_and_inspect_take_it_and_a_folder_means_its_latest(Runtime tf)
    {
        var folder = Model(tf, ("layer/w", "net/w"));
        var other = new Objects().Variable("layer/w", "net/w", 10, 20).Save(tf, _models, "other/ckpt-2");
        File.WriteAllText(_models.At("other/checkpoint"), "model_checkpoint_path: \"ckpt-2\"\n");
        using var bench = new Workbench();
        CliRun.Run("freeze", folder, "--checkpoint", _models.At("other"), "-o", bench.At("graph.pb")).Ok();
        var table = bench.Table("in.arrows", ("x", Conformance.Given.Of(DType.Float32, 3, 4)));
        CliRun.On(tf, "run", bench.At("graph.pb"), "--fetch", "y", "-i", table, "-o", bench.At("out.arrows")).Ok();
        Assert.Equal([30.0, 80.0], Workbench.Column(bench.At("out.arrows"), "y").Cast<double>());
        var listed = CliRun.Run("inspect", folder, "--checkpoint", other + ".index", "--json").Ok().Json.GetProperty("variables").EnumerateArray().Single();
        Assert.Equal("layer/w" + Value, listed.GetProperty("name").GetString());
    }

    // The SavedModel's own values are gone: only the names of its objects are left in its checkpoint.
    private void DigitsRun(Runtime tf, string checkpoint)
    {
        Assert.SkipWhen(Golden.Folder is null, Golden.Missing);
        Folders.Copy(Golden.Path("05_digits/saved_model"), _models.Folder);
        var data = _models.At("variables/variables.data-00000-of-00001");
        var bytes = File.ReadAllBytes(data);
        bytes.AsSpan(0, 29_264).Clear();
        File.WriteAllBytes(data, bytes);
        using var bench = new Workbench();
        CliRun Run(params string[] options) => CliRun.On(tf, ["run", _models.Folder, "-i", Golden.Path("05_digits/input.arrows"), "-o", bench.At("out.arrows"), "--json", .. options]);
        Run().Fails(2, "load", "do not have their checksum");
        Run("--checkpoint", Golden.Path("05_digits/checkpoint_tf2/" + checkpoint)).Ok();
        var (wanted, given) = (Cells(Golden.Path("05_digits/expected.arrows"), "probabilities"), Cells(bench.At("out.arrows"), "output_0"));
        Assert.Equal(397, given.Count);
        Assert.All(wanted.Zip(given), pair => Assert.True(ArrowCompare.Same(pair.First, pair.Second, 1e-3, 1e-4)));
    }

    private static List<object?> Cells(string path, string column) => [.. GoldenResult.Read(path).SelectMany(b => ArrowCompare.Of(b.Column(column)))];

    // y = x * w0 + w1 + …, the variables by their keys and names, all of them [1, 1] in its own checkpoint.
    private string Model(Runtime tf, params (string Path, string Name)[] variables)
    {
        var own = new Objects();
        foreach (var (path, name) in variables)
        {
            own.Variable(path, name, 1, 1);
        }

        own.Save(tf, _models, "variables/variables");
        return _models.Save(Graph(variables), [("x", "x:0", DType.Float32)], [("y", "y:0", DType.Float32)], Restored);
    }

    private static GraphBuilder Graph(params (string Path, string Name)[] variables)
    {
        var graph = new GraphBuilder().Placeholder("x", DType.Float32, 2);
        for (var i = 0; i < variables.Length; i++)
        {
            graph.Handle($"w{i}", 2).Read($"read{i}", $"w{i}").Node($"sum{i}", i == 0 ? "Mul" : "Add", [i == 0 ? "x" : $"sum{i - 1}", $"read{i}"], Float);
        }

        return graph.Node("y", "Identity", [$"sum{variables.Length - 1}"], Float).Restore([.. variables.Select((v, i) => ($"w{i}", v.Path + Value, ""))]);
    }

    private static void Gives(Runtime tf, string folder, string checkpoint, float[] wanted)
    {
        using var model = TensorFrames.Model.Load(folder, new ModelOptions { Checkpoint = checkpoint }, tf.Open());
        using var results = model.Signatures.Default.Graph.Run(new Dictionary<string, TensorValue>(StringComparer.Ordinal) { ["x"] = TensorValue.Of<float>([3, 4], 2) }, "y");
        Assert.Equal(wanted, results.Values<float>("y").ToArray());
    }

    private static void Refused(string folder, string checkpoint, params string[] words)
    {
        using var model = TensorFrames.Model.Load(folder, new ModelOptions { Checkpoint = checkpoint });
        var error = Assert.Throws<GraphException>(() => model.Signatures.Default.Freeze());
        Assert.All([.. words, "Fix: "], word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }
}
