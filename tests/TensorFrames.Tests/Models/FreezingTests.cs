using TensorFrames.Graphs.Proto;
using TensorFrames.Tests.Graphs;
using static TensorFrames.Tests.Models.ModelNodes;

namespace TensorFrames.Tests.Models;

/// <summary>What freezing makes of variables, wherever they go.</summary>
public sealed class FreezingTests : IDisposable
{
    private static readonly (string, string, DType)[] s_x = [("x", "x:0", DType.Float32)];
    private static readonly (string, string, DType)[] s_y = [("y", "y:0", DType.Float32)];
    private readonly SavedModels _models = new();

    private static GraphBuilder X => new GraphBuilder().Placeholder("x", DType.Float32, 2);

    public void Dispose() => _models.Dispose();

    [Theory, EveryRuntime]
    public void Ref_variables_become_constants_through_branches(Runtime tf)
    {
        var graph = X.RefVariable("w", 2).Node("yes", "Const", [], ("dtype", GraphBuilder.Type(DType.Bool)), ("value", new AttrValue { Tensor = new() { Dtype = (int)DType.Bool, TensorShape = new(), BoolVal = { true } } }))
            .Node("switch", "RefSwitch", ["w", "yes"], Float).Node("taken", "Identity", ["switch:1"], Float).Node("y", "Mul", ["x", "taken"], Float).Restore(("w", "w", ""));
        _models.Checkpoint(tf, ("w", "", [10, 20]));
        Gives(tf, graph, [30, 80]);
    }

    [Theory, EveryRuntime]
    public void Handles_become_values_through_a_loop_of_functions(Runtime tf)
    {
        AttrValue Body(string name) => GraphBuilder.Function(name);
        var state = new[] { ("i", DType.Int32), ("sum", DType.Float32), ("w", DType.Resource) };
        var graph = X.Handle("w", 2).Int32Scalar("zero", 0)
            .Node("loop", "While", ["zero", "x", "w"], ("T", GraphBuilder.Types(DType.Int32, DType.Float32, DType.Resource)), ("cond", Body("less")), ("body", Body("add")))
            .Node("y", "Identity", ["loop:1"], Float)
            .Function("less", state, [("go", DType.Bool, "less:z:0")],
                GraphBuilder.Make("three", "Const", [], GraphBuilder.Int32Attrs([3], vector: false)), GraphBuilder.Make("less", "Less", ["i", "three:output:0"], GraphBuilder.T(DType.Int32)))
            .Function("add", state, [("i_out", DType.Int32, "next:z:0"), ("sum_out", DType.Float32, "added:z:0"), ("w_out", DType.Resource, "w")],
                GraphBuilder.Make("one", "Const", [], GraphBuilder.Int32Attrs([1], vector: false)), GraphBuilder.Make("next", "Add", ["i", "one:output:0"], GraphBuilder.T(DType.Int32)),
                GraphBuilder.Make("read", "ReadVariableOp", ["w"], ("dtype", GraphBuilder.Type(DType.Float32))), GraphBuilder.Make("added", "Add", ["sum", "read:value:0"], Float))
            .Restore(("w", "layer/w", ""));
        _models.Checkpoint(tf, ("layer/w", "", [10, 20]));
        Gives(tf, graph, [33, 64]);
    }

    [Theory, EveryRuntime]
    public void A_loop_keeps_the_shapes_that_are_recorded_of_what_is_no_variable(Runtime tf)
    {
        var state = new[] { ("i", DType.Int32), ("all", DType.Float32), ("w", DType.Resource) };
        var graph = X.Handle("w", 2).Int32Scalar("zero", 0)
            .Node("loop", "While", ["zero", "x", "w"], ("T", GraphBuilder.Types(DType.Int32, DType.Float32, DType.Resource)), ("cond", GraphBuilder.Function("less")), ("body", GraphBuilder.Function("append")), Shapes([], [-1], []))
            .Node("y", "Identity", ["loop:1"], Float)
            .Function("less", state, [("go", DType.Bool, "less:z:0")],
                GraphBuilder.Make("two", "Const", [], GraphBuilder.Int32Attrs([2], vector: false)), GraphBuilder.Make("less", "Less", ["i", "two:output:0"], GraphBuilder.T(DType.Int32)))
            .Function("append", state, [("i_out", DType.Int32, "next:z:0"), ("all_out", DType.Float32, "longer:output:0"), ("w_out", DType.Resource, "w")],
                GraphBuilder.Make("one", "Const", [], GraphBuilder.Int32Attrs([1], vector: false)), GraphBuilder.Make("next", "Add", ["i", "one:output:0"], GraphBuilder.T(DType.Int32)),
                GraphBuilder.Make("axis", "Const", [], GraphBuilder.Int32Attrs([0], vector: false)), GraphBuilder.Make("read", "ReadVariableOp", ["w"], ("dtype", GraphBuilder.Type(DType.Float32))),
                GraphBuilder.Make("longer", "ConcatV2", ["all", "read:value:0", "axis:output:0"], Float, ("N", new AttrValue { I = 2 }), ("Tidx", GraphBuilder.Type(DType.Int32))))
            .Restore(("w", "w", ""));
        _models.Checkpoint(tf, ("w", "", [10, 20]));
        Gives(tf, graph, [3, 4, 10, 20, 10, 20], new(-1));
    }

    [Theory, EveryRuntime]
    public void A_branch_that_returns_a_handle_is_of_the_values_shape(Runtime tf)
    {
        var graph = X.Handle("w", 2).Node("yes", "Const", [], ("dtype", GraphBuilder.Type(DType.Bool)), ("value", new AttrValue { Tensor = new() { Dtype = (int)DType.Bool, TensorShape = new(), BoolVal = { true } } }))
            .Node("if", "If", ["yes", "w"], ("Tcond", GraphBuilder.Type(DType.Bool)), ("Tin", GraphBuilder.Types(DType.Resource)), ("Tout", GraphBuilder.Types(DType.Resource)), ("then_branch", GraphBuilder.Function("same")), ("else_branch", GraphBuilder.Function("same")), Shapes([[]]))
            .Read("y", "if").Function("same", [("h", DType.Resource)], [("out", DType.Resource, "h")]).Restore(("w", "w", ""));
        _models.Checkpoint(tf, ("w", "", [10, 20]));
        Gives(tf, graph, [10, 20], TensorShape.Unknown);
    }

    [Theory, EveryRuntime]
    public void A_function_that_returns_a_handle_returns_the_value(Runtime tf)
    {
        var graph = X.Handle("w", 2).Node("call", "StatefulPartitionedCall", ["w"], ("Tin", GraphBuilder.Types(DType.Resource)), ("Tout", GraphBuilder.Types(DType.Resource)), ("f", GraphBuilder.Function("same")))
            .Read("read", "call").Node("y", "Mul", ["x", "read"], Float)
            .Function("same", [("h", DType.Resource)], [("out", DType.Resource, "id:output:0")], GraphBuilder.Make("id", "Identity", ["h"], GraphBuilder.T(DType.Resource)))
            .Restore(("w", "w", ""));
        _models.Checkpoint(tf, ("w", "", [10, 20]));
        Gives(tf, graph, [30, 80]);
    }

    [Theory, EveryRuntime]
    public void A_variable_in_parts_is_put_together_and_taken_apart(Runtime tf)
    {
        var graph = X.RefVariable("left", 2).RefVariable("right", 2).Node("sum", "Add", ["left", "right"], Float).Node("y", "Mul", ["x", "sum"], Float)
            .Restore(("left", "w", "4 0,2"), ("right", "w", "4 2,2"));
        _models.Checkpoint(tf, ("w", "4 0,1", [1]), ("w", "4 1,3", [2, 30, 40]));
        Gives(tf, graph, [93, 168]);
    }

    [Theory, EveryRuntime]
    public void A_signature_may_feed_any_tensor_and_name_an_output_as_an_input(Runtime tf)
    {
        var graph = new GraphBuilder().Floats("made", 1, 1).Node("x", "Identity", ["made"], Float).Node("y", "Add", ["x", "made"], Float);
        using var model = Model.Load(_models.Save(graph, [("x", "x:0", DType.Float32)], [("x", "y:0", DType.Float32), ("made", "made:0", DType.Float32)]), runtime: tf.Open());
        var signature = model.Signatures.Default;
        using var batch = Conformance.Given.Batch(("x", Conformance.Given.Of(DType.Float32, 5, 6)));
        var rows = Frame.From(batch).MapBlocks(signature, new MapOptions { Keep = [] }).ToBatches(new EngineOptions { Parallelism = 1 }, TestContext.Current.CancellationToken).Single();
        Assert.Equal(["made", "x"], rows.Schema.FieldsList.Select(f => f.Name));
        Assert.Equal([6f, 7f], ((Apache.Arrow.FloatArray)rows.Column("x")).Values.ToArray());
        rows.Dispose();
    }

    [Theory, EveryRuntime]
    public void A_signature_may_feed_and_fetch_references(Runtime tf)
    {
        var graph = X.RefVariable("v", 2).RefVariable("w", 2).Node("y", "Mul", ["v", "w"], Float).Restore(("v", "v", ""));
        _models.Checkpoint(tf, ("v", "", [10, 20]));
        const DType reference = (DType)(100 + (int)DType.Float32);
        using var model = Model.Load(_models.Save(graph, [("x", "w:0", reference)], [("v", "v:0", reference), ("y", "y:0", DType.Float32)], Restored), runtime: tf.Open());
        var signature = model.Signatures.Default;
        Assert.Equal([DType.Float32, DType.Float32, DType.Float32], signature.Inputs.Concat(signature.Outputs).Select(t => t.DType));
        using var results = signature.Graph.Run(new Dictionary<string, TensorValue>(StringComparer.Ordinal) { ["x"] = TensorValue.Of<float>([3, 4], 2) }, "v", "y");
        Assert.Equal([10f, 20f, 30f, 80f], [.. results.Values<float>("v"), .. results.Values<float>("y")]);
    }

    [Fact]
    public void A_signature_with_a_sparse_input_is_listed_all_the_same()
    {
        using var model = Model.Load(_models.Save(X.Node("y", "Neg", ["x"], Float), [("sparse", "", DType.Float32)], s_y));
        Assert.Empty(model.Signatures.Default.FileOps);
        Assert.Contains("'sparse' is no plain tensor", Assert.Throws<GraphException>(() => model.Signatures.Default.Freeze()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_is_a_wait_is_refused()
    {
        var graph = X.RefVariable("w", 2).Node("y", "Add", ["x", "w"], Float).Floats("first", 1, 2).Node("same", "Identity", ["first"], Float).Node("init", "Assign", ["w", "^same"], Float);
        using var model = Model.Load(_models.Save(graph, s_x, s_y, Initialized));
        Assert.Contains("variable 'w'", Assert.Throws<GraphException>(() => model.Signatures.Default.Freeze()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ResourceGather")]
    [InlineData("ResourceGatherNd")]
    public void A_gather_without_its_dtypes_is_refused_with_the_node(string op)
    {
        var graph = X.Handle("w", 2).Int32("at", 0).Node("y", op, ["w", "at"]).Floats("first", 1, 2).Node("init", "AssignVariableOp", ["w", "first"], ("dtype", GraphBuilder.Type(DType.Float32)));
        using var model = Model.Load(_models.Save(graph, s_x, s_y, Initialized));
        Assert.Equal("y", Assert.Throws<GraphException>(() => model.Signatures.Default.Freeze()).Node);
    }

    [Fact]
    public void What_changes_while_running_is_refused_with_the_node()
    {
        var graph = X.Handle("w", 2).Node("count", "AssignAddVariableOp", ["w", "x"], ("dtype", GraphBuilder.Type(DType.Float32))).Read("read", "w")
            .Node("y", "Identity", ["read", "^count"], Float).Floats("first", 1, 2).Node("init", "AssignVariableOp", ["w", "first"], ("dtype", GraphBuilder.Type(DType.Float32)));
        using var model = Model.Load(_models.Save(graph, s_x, s_y, Initialized));
        var error = Assert.Throws<GraphException>(() => model.Signatures.Default.Freeze());
        Assert.Equal("count", error.Node);
        Assert.Contains("changes while the graph runs", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FIFOQueueV2", "QueueDequeueV2", "a queue")]
    [InlineData("TFRecordReaderV2", "ReaderReadV2", "a reader")]
    [InlineData("IteratorV2", "IteratorGetNext", "an iterator")]
    public void What_other_runs_fill_is_refused_with_the_node(string holder, string op, string what)
    {
        using var model = Model.Load(_models.Save(X.Node("holder", holder, []).Node("next", op, ["holder"]).Node("y", "Add", ["x", "next"], Float), s_x, s_y));
        var error = Assert.Throws<GraphException>(() => model.Signatures.Default.Freeze());
        Assert.Equal("next", error.Node);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_only_running_would_tell_is_refused_with_the_node()
    {
        var graph = X.RefVariable("w", 2).Node("y", "Add", ["x", "w"], Float).Int32("shape", 2)
            .Node("random", "RandomUniform", ["shape"], GraphBuilder.T(DType.Int32), ("dtype", GraphBuilder.Type(DType.Float32))).Node("init", "Assign", ["w", "random"], Float);
        using var model = Model.Load(_models.Save(graph, s_x, s_y, Initialized));
        Assert.Contains("'random' (RandomUniform)", Assert.Throws<GraphException>(() => model.Signatures.Default.Freeze()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ops_that_touch_files_are_listed_and_refused_unless_allowed()
    {
        var graph = new GraphBuilder().Placeholder("x", DType.String).Node("read", "ReadFile", ["x"]).Node("y", "Identity", ["read"], GraphBuilder.T(DType.String));
        var folder = _models.Save(graph, [("x", "x:0", DType.String)], [("y", "y:0", DType.String)]);
        using var model = Model.Load(folder);
        Assert.Equal(["ReadFile"], model.Signatures.Default.FileOps);
        Assert.Equal("read", Assert.Throws<GraphException>(() => model.Signatures.Default.Freeze()).Node);
        using var trusted = Model.Load(folder, new ModelOptions { AllowFileOps = true });
        Assert.NotEmpty(trusted.Signatures.Default.Freeze());
    }

    [Theory, EveryRuntime]
    public void The_results_of_a_call_are_numbered_whatever_they_are_called(Runtime tf)
    {
        // The initializer's values come from a call, whose second result is called as the list of all of them is.
        var graph = X.RefVariable("w", 2).Node("y", "Mul", ["x", "w"], Float)
            .Node("values", "PartitionedCall", [], ("Tin", GraphBuilder.Types()), ("Tout", GraphBuilder.Types(DType.Float32, DType.Float32)), ("f", GraphBuilder.Function("both")))
            .Node("init", "Assign", ["w", "values:0"], Float)
            .Function("both", [], [("first", DType.Float32, "ten:output:0"), ("output", DType.Float32, "one:output:0")], Vector("ten", 10, 20), Vector("one", 1, 2));
        Gives(tf, graph, [30, 80], more: Initialized);
        var inside = X.RefVariable("w", 2).Node("y", "Mul", ["x", "w"], Float).Node("outer", "PartitionedCall", [], ("Tin", GraphBuilder.Types()), ("Tout", GraphBuilder.Types(DType.Float32)), ("f", GraphBuilder.Function("outer_f")))
            .Node("init", "Assign", ["w", "outer"], Float)
            .Function("outer_f", [], [("result", DType.Float32, "values:output:0")], GraphBuilder.Make("values", "PartitionedCall", [], ("Tin", GraphBuilder.Types()), ("Tout", GraphBuilder.Types(DType.Float32, DType.Float32)), ("f", GraphBuilder.Function("both"))))
            .Function("both", [], [("first", DType.Float32, "ten:output:0"), ("output", DType.Float32, "one:output:0")], Vector("ten", 10, 20), Vector("one", 1, 2));
        Gives(tf, inside, [30, 80], more: Initialized);
    }

    [Theory, EveryRuntime]
    public void A_placeholder_of_an_old_program_has_the_shape_that_was_recorded(Runtime tf)
    {
        var graph = new GraphBuilder().Placeholder("x", DType.Float32).Placeholder("scalar", DType.Float32).Node("y", "Mul", ["x", "scalar"], Float);
        graph.Def.Versions.Producer = 21;
        graph.Def.Node[0].Attr.Add("_output_shapes", new AttrValue { List = new() { Shape = { GraphBuilder.Shape(-1, 2) } } });
        graph.Def.Node[1].Attr.Add("_output_shapes", new AttrValue { List = new() { Shape = { new TensorShapeProto { UnknownRank = true } } } });
        using var model = Model.Load(_models.Save(graph, s_x, s_y), runtime: tf.Open());
        Assert.Equal([TensorShape.Unknown, new TensorShape(-1, 2)], model.Graph("y").Placeholders.OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => p.Shape));
    }

    [Fact]
    public void Freezing_changes_nothing_of_the_model()
    {
        var graph = X.Handle("w", 2).Read("read", "w").Node("y", "Mul", ["x", "read"], Float).Floats("first", 1, 2).Node("init", "AssignVariableOp", ["w", "first"], ("dtype", GraphBuilder.Type(DType.Float32)))
            .Function("same", [("h", DType.Resource)], [("out", DType.Resource, "h")]);
        graph.Def.Library.Function.Add(new FunctionDef());
        using var model = Model.Load(_models.Save(graph, s_x, s_y, Initialized));
        var before = model.Meta.Def.Clone();
        var first = model.Signatures.Default.Freeze();
        _ = model.Freeze("read");
        Assert.Equal(before, model.Meta.Def);
        Assert.Equal(first, model.Signatures.Default.Freeze());
    }

    private static NodeDef Vector(string name, params float[] values) => new GraphBuilder().Floats(name, values).Def.Node[0];

    private static (string, AttrValue) Shapes(params long[][] shapes) => ("output_shapes", new AttrValue { List = new() { Shape = { shapes.Select(s => GraphBuilder.Shape(s)) } } });

    // The model computes y from x = [3, 4]; TensorFlow infers the shape.
    private void Gives(Runtime tf, GraphBuilder graph, float[] wanted, TensorShape? shape = null, Action<TensorFrames.Models.Proto.MetaGraphDef>? more = null)
    {
        using var model = Model.Load(_models.Save(graph, s_x, s_y, more ?? Restored), runtime: tf.Open());
        using var results = model.Signatures.Default.Graph.Run(new Dictionary<string, TensorValue>(StringComparer.Ordinal) { ["x"] = TensorValue.Of<float>([3, 4], 2) }, "y");
        Assert.Equal(wanted, results.Values<float>("y").ToArray());
        Assert.Empty(model.Signatures.Default.Graph.Facts.StateWriters);
        if (shape is { } inferred)
        {
            Assert.Equal(inferred, model.Signatures.Default.Graph.Facts.Outputs.Single(o => o.Name == "y").Shape);
        }
    }
}
