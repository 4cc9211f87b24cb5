using TensorFrames.Tests.Columns;
using TensorFrames.Tests.Engine;
using TensorFrames.Tests.Graphs;
using Xunit;

namespace TensorFrames.Tests.Run;

/// <summary><c>graph.Run</c>: what it refuses before anything runs, and that a failed call leaves nothing pinned.</summary>
public sealed class SingleRunTests
{
    private static readonly TensorValue Two = TensorValue.Of<double>([1, 2]);

    [Theory, EveryRuntime]
    public void Scalars_empty_vectors_and_matrices_are_fed_in_their_shape(Runtime tf)
    {
        using var graph = Identity.Graph(tf, DType.Float32, TensorShape.Unknown);
        Assert.Equal("[]", Shape(graph, TensorValue.Scalar(7f)));
        Assert.Equal("[0]", Shape(graph, TensorValue.Of<float>([])));
        Assert.Equal("[0,3]", Shape(graph, TensorValue.Of<float>([], 0, 3)));
        Assert.Equal("[2,1]", Shape(graph, TensorValue.Of<float>([1, 2], 2, 1)));
    }

    [Theory, EveryRuntime]
    public void Strings_of_any_bytes_and_length_come_back(Runtime tf)
    {
        using var graph = Identity.Graph(tf, DType.String, new(-1));
        byte[][] strings = [[], [0], [65, 0, 66], [0xFF, 0xFE], [.. Enumerable.Range(0, 70_000).Select(i => (byte)i)]];
        using var results = graph.Run(Feeds(TensorValue.Strings(strings)), "y");
        Assert.Equal(strings, results.Bytes("y"));
    }

    [Theory, EveryRuntime]
    public void Raw_bits_in_uint16_are_bfloat16(Runtime tf)
    {
        using var graph = Identity.Graph(tf, DType.BFloat16, new(-1));
        using var results = graph.Run(Feeds(TensorValue.Of<ushort>([0x3F80, 0xC000])), "y");
        Assert.Equal((DType.BFloat16, (ushort)0xC000), (results.DType("y"), results.Values<ushort>("y")[1]));
    }

    [Theory, EveryRuntime]
    public void Ranks_past_TensorFlows_254_are_refused(Runtime tf)
    {
        using var graph = Identity.Graph(tf, DType.Float32, TensorShape.Unknown);
        Assert.Equal(254, Rank(graph, 254));
        Assert.Contains("254", Assert.Throws<PlanException>(() => Rank(graph, 255)).Message, StringComparison.Ordinal);
        Assert.Throws<PlanException>(() => Rank(graph, 4_000));
    }

    [Theory, EveryRuntime]
    public void Sizes_whose_product_overflows_are_refused(Runtime tf)
    {
        using var graph = Identity.Graph(tf, DType.Float32, TensorShape.Unknown);
        Assert.ThrowsAny<TensorFramesException>(() => Shape(graph, TensorValue.Of<float>([], 1L << 62, 1L << 62, 0)));
    }

    [Theory, EveryRuntime]
    public void Wrong_dtypes_shapes_and_names_are_refused_before_anything_runs(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var runs = graph.Runtime.Counters.Runs;
        Refused(graph, new() { ["x"] = TensorValue.Of<float>([1]) }, "y");
        Refused(graph, new() { ["x"] = TensorValue.Scalar(1.0) }, "y");
        Refused(graph, new() { ["x"] = Two, ["z"] = Two }, "y");
        Refused(graph, [], "y");
        Refused(graph, new() { ["x"] = Two }, "w");
        Refused(graph, new() { ["x"] = Two }, "y:1");
        Refused(graph, new() { ["x"] = Two }, "^y");
        Refused(graph, new() { ["x"] = Two }, "x");
        Refused(graph, new() { ["x"] = Two }, "");
        Assert.Equal(runs, graph.Runtime.Counters.Runs);
    }

    [Theory, EveryRuntime]
    public void Operations_without_values_cannot_be_fetched(Runtime tf)
    {
        using var graph = Graph.Load(new GraphBuilder().Node("nothing", "NoOp", []).Node("v", "FIFOQueueV2", [], ("component_types", GraphBuilder.Types(DType.Float32))).Bytes, tf.Open());
        Refused(graph, [], "nothing");
        Refused(graph, []);
        Refused(graph, [], "v");
    }

    [Theory, EveryRuntime]
    public void Graphs_of_constants_run_without_feeds(Runtime tf)
    {
        using var graph = Graph.Load(new GraphBuilder().Int32("c", 4, 5).Bytes, tf.Open());
        using var results = graph.Run(new Dictionary<string, TensorValue>(), "c", "c:0", "c");
        Assert.Equal([4, 5], results.Values<int>("c").ToArray());
        Assert.Equal(["c", "c:0", "c"], results.Names);
    }

    [Theory, EveryRuntime]
    public void Placeholders_with_a_default_need_no_feed_and_take_one(Runtime tf)
    {
        using var graph = WithDefault(tf);
        using var kept = graph.Run(new Dictionary<string, TensorValue>(), "y");
        using var given = graph.Run(Feeds(TensorValue.Of([9])), "y");
        Assert.Equal((4, 9), (kept.Values<int>("y")[0], given.Values<int>("y")[0]));
    }

    [Theory, EveryRuntime]
    public void A_call_that_fails_leaves_nothing_pinned(Runtime tf)
    {
        using var graph = Graph.Load(
            new GraphBuilder().Placeholder("a", DType.Float32, -1).Placeholder("x", DType.Float32, -1)
                .Node("y", "Add", ["a", "x"], GraphBuilder.T(DType.Float32)).Bytes,
            tf.Open());
        var (good, gone) = (new CountedMemory(64), new CountedMemory(64));
        var feeds = new Dictionary<string, TensorValue> { ["a"] = TensorValue.Borrow(good.Memory), ["x"] = TensorValue.Borrow(gone.Memory) };
        gone.Break();
        Assert.Throws<ObjectDisposedException>(() => graph.Run(feeds, "y"));
        Assert.Equal(0, good.Pins);
    }

    [Theory, EveryRuntime]
    public void A_borrowed_feed_stays_pinned_as_long_as_a_result_shares_it(Runtime tf)
    {
        using var graph = Identity.Graph(tf, DType.Float32, new(-1));
        var memory = new CountedMemory(64);
        using (graph.Run(Feeds(TensorValue.Borrow(memory.Memory)), "y"))
        {
            Assert.Equal(1, memory.Pins);
        }

        _ = graph.Runtime.Counters;
        Assert.Equal(0, memory.Pins);
    }

    internal static Graph WithDefault(Runtime tf) => Graph.Load(
        new GraphBuilder().Int32("four", 4).Node("x", "PlaceholderWithDefault", ["four"], ("dtype", GraphBuilder.Type(DType.Int32)), ("shape", new() { Shape = GraphBuilder.Shape(-1) }))
            .Node("y", "Identity", ["x"], GraphBuilder.T(DType.Int32)).Bytes,
        tf.Open());

    private static Dictionary<string, TensorValue> Feeds(TensorValue x) => new() { ["x"] = x };

    private static string Shape(Graph graph, TensorValue x)
    {
        using var results = graph.Run(Feeds(x), "y");
        return results.Shape("y").ToString();
    }

    private static int Rank(Graph graph, int rank)
    {
        using var results = graph.Run(Feeds(TensorValue.Of<float>([1], [.. Enumerable.Repeat(1L, rank)])), "y");
        return results.Shape("y").Rank;
    }

    private static void Refused(Graph graph, Dictionary<string, TensorValue> feeds, params string[] fetches) =>
        Assert.Throws<PlanException>(() => graph.Run(feeds, fetches));
}
