using TensorFrames.Graphs.Proto;
using Xunit;
using static TensorFrames.Tests.Graphs.GraphBuilder;

namespace TensorFrames.Tests.Graphs;

/// <summary>
/// Graphs of which an unguarded 1.15.0 would die, run in this very process: a guard that fails takes the tests with it.
/// </summary>
public class RewrittenRunTests
{
    private static readonly AttrValue Lowered = new() { B = true };
    private static readonly AttrValue NotLowered = new() { B = false };

    [Theory, EveryRuntime]
    public void A_division_that_overflows_fails_the_run_with_the_nodes_name(Runtime tf) => Assert.All(["Div", "FloorDiv", "TruncateDiv", "Mod", "FloorMod", "TruncateMod"], op =>
    {
        Overflows(tf, Fed(DType.Int32).Node("z", op, ["x", "y"], T(DType.Int32)), "node 'z' (" + op, [7, int.MinValue], [2, -1]);
        Overflows(tf, Fed(DType.Int64).Node("z", op, ["x", "y"], T(DType.Int64)), "node 'z' (" + op, [7L, long.MinValue], [2L, -1L]);
    });

    [Theory, EveryRuntime]
    public void Divisions_that_fit_give_what_they_gave(Runtime tf)
    {
        var graph = Fed(DType.Int32).Node("q", "FloorDiv", ["x", "y"], T(DType.Int32)).Node("r", "FloorMod", ["x", "y"], T(DType.Int32));
        Assert.Equal([-4, int.MaxValue, int.MinValue, 9], Run<int, int>(tf, graph, "q", [-7, -int.MaxValue, int.MinValue, -9], [2, -1, 1, -1]));
        Assert.Equal([1, 0, 0, 0], Run<int, int>(tf, graph, "r", [-7, -int.MaxValue, int.MinValue, -9], [2, -1, 1, -1]));
    }

    [Theory, EveryRuntime]
    public void Division_by_zero_stays_TensorFlows_own_error(Runtime tf) => Assert.Contains("division by zero", Assert.Throws<RunException>(
        () => Run<int, int>(tf, Fed(DType.Int32).Node("z", "FloorDiv", ["x", "y"], T(DType.Int32)), "z", [1], [0])).Message, StringComparison.Ordinal);

    [Theory, EveryRuntime]
    public void Constants_alone_overflow_no_sooner_than_in_the_run(Runtime tf)
    {
        // Folded by grappler before the first run.
        var graph = Fed(DType.Int32).Int32("a", int.MinValue, 5).Int32("b", -1, 2).Node("w", "TruncateDiv", ["a", "b"], T(DType.Int32))
            .Node("n", "Add", ["w", "x"], T(DType.Int32)).Node("z", "Add", ["n", "y"], T(DType.Int32));
        Overflows(tf, graph, "node 'w' (TruncateDiv)", [0, 0], [0, 0]);
    }

    [Theory, EveryRuntime]
    public void A_shape_divided_from_constants_does_not_kill_the_import(Runtime tf)
    {
        var graph = new GraphBuilder().Int32("a", int.MinValue).Int32("b", -1).Node("f", "TruncateDiv", ["a", "b"], T(DType.Int32))
            .Int32("c", 1).Node("z", "Reshape", ["c", "f"], T(DType.Int32), ("Tshape", Type(DType.Int32)));
        Assert.Throws<GraphException>(() => Graph.Load(graph.Bytes, tf.Open()));
    }

    [Theory, EveryRuntime]
    public void A_while_loop_of_v1_is_guarded_in_its_frame(Runtime tf)
    {
        Overflows(tf, WhileV1(), "node 'div' (FloorDiv)", [100, int.MinValue], [2, -1]);
        Assert.Equal([12, int.MaxValue], Run<int, int>(tf, WhileV1(), "z", [100, -int.MaxValue], [2, -1]));
    }

    [Theory, EveryRuntime]
    public void A_branch_of_v1_that_is_not_taken_overflows_not(Runtime tf)
    {
        Overflows(tf, CondV1(taken: true), "node 'q' (TruncateDiv)", [100, int.MinValue], [2, -1]);
        Assert.Equal([100, int.MinValue], Run<int, int>(tf, CondV1(taken: false), "z", [100, int.MinValue], [2, -1]));
    }

    [Theory, EveryRuntime]
    public void Functions_are_guarded_however_they_are_called(Runtime tf)
    {
        var call = Fed(DType.Int32).Function("f", [("a", DType.Int32), ("b", DType.Int32)], [("o", DType.Int32, "q:z:0")], Make("q", "FloorDiv", ["a", "b"], T(DType.Int32)));
        var types = new[] { ("Tin", Types(DType.Int32, DType.Int32)), ("Tout", Types(DType.Int32)), ("f", Function("f")) };
        Both(tf, call.Node("z", "PartitionedCall", ["x", "y"], types), 50);
        call.Def.Node.RemoveAt(call.Def.Node.Count - 1);
        Both(tf, call.Node("z", "f", ["x", "y"]), 50);
        Both(tf, WhileV2("StatelessWhile", Lowered), 12);
        Both(tf, WhileV2("While", NotLowered), 12);
    }

    [Theory, EveryRuntime]
    public void A_constant_past_memory_is_an_error(Runtime tf)
    {
        Assert.SkipWhen(tf.Version == TestRuntimes.New && !FullRun.Asked, "2.21.0 waits ten seconds and more for memory before it gives the same error; TFN_FULL=1 runs it");
        var graph = new GraphBuilder().Int64("d", 10_000_000_000_000).Int32Scalar("v", 1).Node("f", "Fill", ["d", "v"], T(DType.Int32), ("index_type", Type(DType.Int64)))
            .Node("z", "Neg", ["f"], T(DType.Int32));
        using var loaded = Graph.Load(graph.Bytes, tf.Open());
        Assert.ThrowsAny<TensorFramesException>(() => loaded.Run(new Dictionary<string, TensorValue>(StringComparer.Ordinal), "z").Dispose());
    }

    [Theory, EveryRuntime]
    public void Paddings_of_int64_pad(Runtime tf)
    {
        var graph = Fed(DType.Int32).Node("p", "Const", [], ("dtype", Type(DType.Int64)), ("value", Tensor(DType.Int64, [1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], 1, 2)))
            .Node("q", "Pad", ["x", "p"], T(DType.Int32), ("Tpaddings", Type(DType.Int64))).Node("n", "Neg", ["q"], T(DType.Int32)).Node("z", "Add", ["n", "y"], T(DType.Int32));
        Assert.Equal([0, -5, 0], Run<int, int>(tf, graph, "z", [5], [0]));
    }

    [Theory, EveryRuntime]
    public void A_function_that_calls_itself_is_refused(Runtime tf)
    {
        var graph = Fed(DType.Int32).Function("f", [("a", DType.Int32)], [("o", DType.Int32, "c:o:0")], Make("c", "g", ["a"]))
            .Function("g", [("a", DType.Int32)], [("o", DType.Int32, "c:o:0")], Make("c", "f", ["a"])).Node("z", "f", ["x"]);
        Assert.Contains("'f' calls itself", Assert.Throws<GraphException>(() => Graph.Load(graph.Bytes, tf.Open())).Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void An_exit_of_no_loop_is_refused(Runtime tf) => Assert.Contains("node 'z' (Exit)", Assert.Throws<GraphException>(
        () => Graph.Load(Fed(DType.Int32).Node("z", "Exit", ["x"], T(DType.Int32)).Bytes, tf.Open())).Message, StringComparison.Ordinal);

    [Theory, EveryRuntime]
    public void Graphs_of_a_newer_producer_load_on_every_runtime(Runtime tf)
    {
        using var graph = Graph.Load(Golden.Path("11_newer_conv_unstripped"), tf.Open());
        Assert.Equal(tf.Version == TestRuntimes.Old, graph.Changes.Any(c => c.Contains("MaxPool.explicit_paddings", StringComparison.Ordinal)));
    }

    private static GraphBuilder Fed(DType dtype) => new GraphBuilder().Placeholder("x", dtype, -1).Placeholder("y", dtype, -1);

    private static void Both(Runtime tf, GraphBuilder graph, int expected)
    {
        Overflows(tf, graph, "of function 'f' (FloorDiv)", [100, int.MinValue], [2, -1]);
        Assert.Equal([expected, int.MaxValue], Run<int, int>(tf, graph, "z", [100, -int.MaxValue], [2, -1]));
    }

    // 2.21.0 wraps around, as two's complement does.
    private static void Overflows<T>(Runtime tf, GraphBuilder graph, string where, T[] x, T[] y)
        where T : unmanaged
    {
        var error = Record.Exception(() => Run<T, T>(tf, graph, "z", x, y));
        if (tf.Version == TestRuntimes.Old)
        {
            var message = Assert.IsType<RunException>(error).Message.Replace("\\'", "'", StringComparison.Ordinal);
            Assert.Contains("Integer overflow in node", message, StringComparison.Ordinal);
            Assert.Contains(where, message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Null(error);
        }
    }

    private static TOut[] Run<TIn, TOut>(Runtime tf, GraphBuilder graph, string fetch, TIn[] x, TIn[] y)
        where TIn : unmanaged
        where TOut : unmanaged
    {
        using var loaded = Graph.Load(graph.Bytes, tf.Open());
        var feeds = new Dictionary<string, TensorValue>(StringComparer.Ordinal) { ["x"] = TensorValue.Of<TIn>(x), ["y"] = TensorValue.Of<TIn>(y) };
        using var results = loaded.Run(feeds, fetch);
        return results.Values<TOut>(fetch).ToArray();
    }

    private static GraphBuilder WhileV1()
    {
        (string, AttrValue)[] Enter(bool constant) => [T(DType.Int32), ("frame_name", new AttrValue { S = Google.Protobuf.ByteString.CopyFromUtf8("w") }), ("is_constant", new AttrValue { B = constant })];
        var two = ("N", new AttrValue { I = 2 });
        return Fed(DType.Int32).Int32Scalar("i0", 0)
            .Node("ie", "Enter", ["i0"], Enter(false)).Node("ae", "Enter", ["x"], Enter(false)).Node("ye", "Enter", ["y"], Enter(true))
            .Node("im", "Merge", ["ie", "in"], T(DType.Int32), two).Node("am", "Merge", ["ae", "an"], T(DType.Int32), two)
            .Int32Scalar("limit", 3, "im").Node("less", "Less", ["im", "limit"], T(DType.Int32)).Node("go", "LoopCond", ["less"])
            .Node("is", "Switch", ["im", "go"], T(DType.Int32)).Node("as", "Switch", ["am", "go"], T(DType.Int32))
            .Node("ib", "Identity", ["is:1"], T(DType.Int32)).Int32Scalar("one", 1, "ib").Node("ia", "Add", ["ib", "one"], T(DType.Int32)).Node("in", "NextIteration", ["ia"], T(DType.Int32))
            .Node("div", "FloorDiv", ["as:1", "ye"], T(DType.Int32)).Node("an", "NextIteration", ["div"], T(DType.Int32)).Node("z", "Exit", ["as"], T(DType.Int32));
    }

    private static GraphBuilder CondV1(bool taken) => Fed(DType.Int32)
        .Node("n", "Size", ["x"], T(DType.Int32)).Int32Scalar("k", taken ? 2 : 3).Node("p", "Equal", ["n", "k"], T(DType.Int32))
        .Node("xs", "Switch", ["x", "p"], T(DType.Int32)).Node("ys", "Switch", ["y", "p"], T(DType.Int32))
        .Node("q", "TruncateDiv", ["xs:1", "ys:1"], T(DType.Int32)).Node("z", "Merge", ["q", "xs"], T(DType.Int32), ("N", new AttrValue { I = 2 }));

    private static GraphBuilder WhileV2(string op, AttrValue lowered)
    {
        (string, DType)[] loop = [("i", DType.Int32), ("a", DType.Int32), ("b", DType.Int32)];
        return Fed(DType.Int32).Int32Scalar("i", 0)
            .Function("c", loop, [("o", DType.Bool, "l:z:0")], Make("k", "Const", [], Int32Attrs([3], false)), Make("l", "Less", ["i", "k:output:0"], T(DType.Int32)))
            .Function("f", loop, [("i2", DType.Int32, "ia:z:0"), ("o", DType.Int32, "q:z:0"), ("b2", DType.Int32, "b")],
                Make("k", "Const", [], Int32Attrs([1], false)), Make("ia", "Add", ["i", "k:output:0"], T(DType.Int32)), Make("q", "FloorDiv", ["a", "b"], T(DType.Int32)))
            .Node("w", op, ["i", "x", "y"], ("T", Types(DType.Int32, DType.Int32, DType.Int32)), ("cond", Function("c")), ("body", Function("f")), ("_lower_using_switch_merge", lowered))
            .Node("z", "Identity", ["w:1"], T(DType.Int32));
    }
}
