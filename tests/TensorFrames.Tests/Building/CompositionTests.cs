using Apache.Arrow;
using TensorFrames.Building;
using TensorFrames.Graphs.Proto;
using Xunit;
using static TensorFrames.Tests.Conformance.Given;
using NodeDefs = TensorFrames.Tests.Graphs.GraphBuilder;

namespace TensorFrames.Tests.Building;

/// <summary>The outputs of one graph feed another.</summary>
public sealed class CompositionTests
{
    [Theory, EveryRuntime]
    public void A_sum_piped_into_a_doubling_gives_4_and_8(Runtime tf)
    {
        var frame = Frame.From(Batch(("x", Doubles(1, 2)), ("y", Doubles(1, 2))));
        using var add = Graph.Load(new NodeDefs().Placeholder("x", DType.Float64, -1).Placeholder("y", DType.Float64, -1).Node("sum", "Add", ["x", "y"], NodeDefs.T(DType.Float64)).Bytes, tf.Open());
        using var twice = Twice(tf);
        using var graph = new GraphBuilder(tf.Open());
        var first = graph.Append(add, new Dictionary<string, Tensor> { ["x"] = graph.Block(frame, "x"), ["y"] = graph.Block(frame, "y") }, "add");
        var second = graph.Append(twice, new Dictionary<string, Tensor> { ["v"] = first["sum"] }, "twice");
        using var both = graph.ToGraph(second["w"].Named("out"));
        Assert.Equal(["x", "y"], both.Placeholders.Select(p => p.Name));
        Assert.Equal([4.0, 8.0], Column(frame.MapBlocks(both, "out"), "out"));
    }

    [Theory, EveryRuntime]
    public void A_graph_built_in_CSharp_is_appended_twice_under_two_names(Runtime tf)
    {
        using var twice = Twice(tf);
        using var graph = new GraphBuilder(tf.Open());
        var x = graph.Placeholder(DType.Float64, new(-1), "x");
        var first = graph.Append(twice, new Dictionary<string, Tensor> { ["v"] = x });
        var second = graph.Append(twice, new Dictionary<string, Tensor> { ["v"] = first["w"] });
        Assert.Equal(("graph/w", "graph_1/w"), (first["w"].Name, second["w"].Name));
        using var built = graph.ToGraph();
        Assert.Equal([4.0, 8.0], Column(Frame.From(Batch(("x", Doubles(1, 2)))).MapBlocks(built, "graph_1/w"), "graph_1/w"));
    }

    [Theory, EveryRuntime]
    public void What_is_not_fed_stays_a_placeholder(Runtime tf)
    {
        using var twice = Twice(tf);
        using var graph = new GraphBuilder(tf.Open());
        graph.Append(twice, new Dictionary<string, Tensor>(), "second");
        using var built = graph.ToGraph();
        Assert.Equal("second/v", Assert.Single(built.Placeholders).Name);
    }

    [Theory, EveryRuntime]
    public void Waits_for_what_is_fed_and_places_beside_it_are_dropped(Runtime tf)
    {
        var beside = new AttrValue { List = new() { S = { Google.Protobuf.ByteString.CopyFromUtf8("loc:@v") } } };
        var negative = new NodeDefs().Placeholder("v", DType.Float64, -1).Node("w", "Neg", ["v", "^v"], NodeDefs.T(DType.Float64), ("_class", beside)).Bytes;
        using var graph = new GraphBuilder(tf.Open());
        var w = graph.Append(negative, new Dictionary<string, Tensor> { ["v"] = graph.Placeholder(DType.Float64, new(-1), "x") })["w"].Named("w");
        using var built = graph.ToGraph(w);
        Assert.Equal([-1.0, -2.0], Column(Frame.From(Batch(("x", Doubles(1, 2)))).MapBlocks(built, "w"), "w"));
    }

    [Theory, EveryRuntime]
    public void What_does_not_fit_together_is_told(Runtime tf)
    {
        using var twice = Twice(tf);
        using var graph = new GraphBuilder(tf.Open());
        var (ints, matrix, x) = (graph.Constant(new[] { 1 }), graph.Constant(new double[,] { { 1 } }), graph.Constant(new[] { 1.0 }));
        Says("Const (int32 [1]) cannot feed placeholder v (float64 [?]) of the graph: the dtype differs. Fix: ", () => graph.Append(twice, new Dictionary<string, Tensor> { ["v"] = ints }));
        Says("Const_1 (float64 [1,1]) cannot feed placeholder v (float64 [?]) of the graph: the shape differs. Fix: ", () => graph.Append(twice, new Dictionary<string, Tensor> { ["v"] = matrix }));
        Says("CompositionTests.cs:", () => graph.Append(twice, new Dictionary<string, Tensor> { ["q"] = x }));
        Says("the graph appended as 'graph' has no operation 'ww'. Near: 'w'. Fix: ", () => graph.Append(twice, new Dictionary<string, Tensor> { ["v"] = x })["ww"]);
        Assert.Throws<GraphException>(() => graph.Append(new byte[] { 1, 2, 3 }, new Dictionary<string, Tensor>()));
    }

    [Theory, EveryRuntime]
    public void Functions_come_with_a_graph(Runtime tf)
    {
        Assert.SkipWhen(Golden.Folder is null, Golden.Missing);
        var golden = new GoldenCase("04_functions_v2");
        using var graph = new GraphBuilder(tf.Open());
        var appended = graph.Append(File.ReadAllBytes(golden.Model), new Dictionary<string, Tensor>(), "f");
        using var built = graph.ToGraph([.. golden.Fetches.Select(f => appended[f])]);
        var options = new MapOptions { Feeds = golden.Feeds.ToDictionary(f => "f/" + f.Key, f => f.Value), Fetches = [.. golden.Fetches.Select(f => "f/" + f)], Keep = [] };
        var batches = Frame.From(GoldenTables.Open(golden.Inputs[0])).MapBlocks(built, options).ToBatches(new EngineOptions { Parallelism = 1 }, TestContext.Current.CancellationToken).ToList();
        var renamed = batches.Select(b => new RecordBatch(new Schema(b.Schema.FieldsList.Select(f => new Field(f.Name[2..], f.DataType, f.IsNullable)), null), b.Arrays, b.Length)).ToList();
        GoldenMaps.SameAsExpected(golden, "appended", renamed);
    }

    private static Graph Twice(Runtime tf)
    {
        using var graph = new GraphBuilder(tf.Open());
        return graph.ToGraph((graph.Placeholder(DType.Float64, new(-1), "v") * 2).Named("w"));
    }

    private static List<object?> Column(Frame frame, string name)
    {
        using var batch = frame.ToBatches(cancellationToken: TestContext.Current.CancellationToken).Single();
        return ArrowCompare.Of(batch.Column(name));
    }

    private static void Says(string words, Func<object> mistake) =>
        Assert.Contains(words, Assert.Throws<BuildException>(() => { mistake(); }).Message, StringComparison.Ordinal);
}
