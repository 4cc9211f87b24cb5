using Tensorflow;
using TensorFrames.Graphs.Proto;
using TensorFrames.Tests.Graphs;
using static TensorFrames.Tests.Models.ModelNodes;

namespace TensorFrames.Tests.Models;

/// <summary>
/// Graphs and sessions of TensorFlow.NET: the package's source, compiled here against a stand-in that runs them on a real libtensorflow
/// (tests/TensorFlowNet.StandIn). Not run against the real TensorFlow.NET.
/// </summary>
public sealed class TensorFlowNetTests
{
    private static GraphBuilder X => new GraphBuilder().Placeholder("x", DType.Float32, -1);

    // more: v += 5.
    private static GraphBuilder Trained => Linear.Floats("five", 5).Node("more", "AssignAdd", ["v", "five"], Float);

    [Theory, EveryRuntime]
    public void Variables_have_the_values_that_the_session_held(Runtime tf)
    {
        using var session = Open(tf, Trained, "init", "more");
        using var graph = session.ToTensorFrames(tf.Open(), "y");
        session.run(session.graph.OperationByName("more"));
        Assert.Equal([17f, 24f], Mapped(graph, "y"));
    }

    [Theory, EveryRuntime]
    public void A_variable_without_a_value_is_refused_by_name_where_a_fetch_needs_it(Runtime tf)
    {
        using var session = Open(tf, Linear, "v/init");
        var error = Assert.Throws<GraphException>(() => session.ToTensorFrames("y"));
        Assert.Equal("w/Read/ReadVariableOp", error.Node);
        Assert.StartsWith("Variable 'w' (float32 [1]) cannot be read from the TensorFlow.NET session: ", error.Message, StringComparison.Ordinal);
        using var graph = session.ToTensorFrames(tf.Open(), "scaled:0");
        Assert.Equal([2f, 4f], Mapped(graph, "scaled"));
    }

    [Theory, EveryRuntime]
    public void A_shape_that_the_graph_leaves_open_is_the_sessions(Runtime tf)
    {
        var open = new AttrValue { Shape = new TensorShapeProto { UnknownRank = true } };
        var graph = X.Floats("three", 1, 2, 3).Node("u", "VarHandleOp", [], ("dtype", GraphBuilder.Type(DType.Float32)), ("shape", open))
            .Assign("init", "u", "three").Read("read", "u");
        using var session = Open(tf, graph, "init");
        using var frozen = session.ToTensorFrames(tf.Open(), "read");
        using var results = frozen.Run(new Dictionary<string, TensorValue>(StringComparer.Ordinal), "read");
        Assert.Equal([1f, 2f, 3f], results.Values<float>("read").ToArray());
    }

    [Fact]
    public void A_session_on_the_newer_library_gives_a_graph_for_the_older()
    {
        var why = TestRuntimes.WhySkipped(TestRuntimes.New);
        Assert.SkipWhen(why is not null, why ?? "");
        using var session = Open(new Runtime(TestRuntimes.New), Linear, "init");
        using var graph = session.ToTensorFrames(new Runtime(TestRuntimes.Old).Open(), "y");
        Assert.Equal([12f, 14f], Mapped(graph, "y"));
    }

    [Theory, EveryRuntime]
    public void A_graph_without_variables_needs_no_session(Runtime tf)
    {
        using var graph = Imported(tf, X.Node("y", "Neg", ["x"], Float)).ToTensorFrames(tf.Open());
        Assert.Equal([-1f, -2f], Mapped(graph, "y"));
    }

    [Theory, EveryRuntime]
    public void Without_a_session_what_reads_a_variable_is_refused_by_name(Runtime tf)
    {
        using var graph = Imported(tf, Linear).ToTensorFrames(tf.Open());
        Assert.Contains("'v'", Assert.Throws<GraphException>(() => Mapped(graph, "y")).Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void A_variable_that_a_fetch_writes_is_refused_with_the_node(Runtime tf)
    {
        using var session = Open(tf, Trained, "init");
        Assert.Equal("more", Assert.Throws<GraphException>(() => session.ToTensorFrames("more")).Node);
    }

    [Theory, EveryRuntime]
    public void A_variable_that_nothing_reads_by_itself_is_refused_with_the_fix(Runtime tf)
    {
        var graph = X.Int32("at", 0).Floats("three", 1, 2, 3).Handle("w", 3).Assign("init", "w", "three")
            .Node("y", "ResourceGather", ["w", "at"], ("dtype", GraphBuilder.Type(DType.Float32)), ("Tindices", GraphBuilder.Type(DType.Int32)));
        using var session = Open(tf, graph, "init");
        Assert.Contains("Variable 'w'", Assert.Throws<GraphException>(() => session.ToTensorFrames("y")).Message, StringComparison.Ordinal);
    }

    private static Tensorflow.Graph Imported(Runtime tf, GraphBuilder graph)
    {
        _ = tf.Open();
        Tensorflow.LibTensorFlow.Use(tf.LibraryPath);
        var imported = new Tensorflow.Graph();
        imported.Import(graph.Bytes);
        return imported;
    }

    private static Session Open(Runtime tf, GraphBuilder graph, params string[] run)
    {
        var session = new Session(Imported(tf, graph));
        foreach (var operation in run)
        {
            session.run(session.graph.OperationByName(operation));
        }

        return session;
    }

    private static float[] Mapped(Graph graph, string fetch)
    {
        using var batch = Conformance.Given.Batch(("x", Conformance.Given.Of(DType.Float32, 1, 2)));
        using var rows = Frame.From(batch).MapBlocks(graph, new MapOptions { Fetches = [fetch], Keep = [] }).ToBatches(new EngineOptions { Parallelism = 1 }, TestContext.Current.CancellationToken).Single();
        return ((Apache.Arrow.FloatArray)rows.Column(fetch)).Values.ToArray();
    }
}
