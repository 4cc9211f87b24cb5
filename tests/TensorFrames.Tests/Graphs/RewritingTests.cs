using Google.Protobuf;
using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;
using TensorFrames.Graphs.Rewriting;
using Xunit;
using static TensorFrames.Tests.Graphs.GraphBuilder;

namespace TensorFrames.Tests.Graphs;

public class RewritingTests
{
    [Theory]
    [InlineData("11_newer_matmul_unstripped", "11_newer_matmul_stripped")]
    [InlineData("11_newer_conv_unstripped", "11_newer_conv_stripped")]
    public void Attributes_at_their_default_are_dropped_for_the_old_runtime(string newer, string stripped)
    {
        var rewritten = Rewrite(GraphFile.Load(Golden.Path(newer)), Registries.Old);
        Assert.Equal(Attributes(GraphFile.Load(Golden.Path(stripped)).Def), Attributes(rewritten));
    }

    [Fact]
    public void Attributes_at_their_default_are_dropped_in_function_bodies_too()
    {
        var newer = Make("m", "MatMul", ["a", "a"], T(DType.Float32), ("grad_a", new AttrValue { B = false }), ("_mine", new AttrValue { I = 1 }));
        var graph = new GraphBuilder().Placeholder("x", DType.Float32, 2, 2).Function("f", [("a", DType.Float32)], [("o", DType.Float32, "m:product:0")], newer);
        Assert.Equal(["T", "_mine"], Rewrite(graph, Registries.Old).Library.Function[0].NodeDef[0].Attr.Keys);
    }

    [Fact]
    public void An_attribute_that_matters_is_refused_with_node_op_and_value() => Refused("11_newer_nondefault_attr",
        "node 'y'", "op 'MatMul'", "grad_a = true", "not its default false", "1.15.0");

    [Fact]
    public void A_graph_for_newer_runtimes_only_is_refused_with_both_versions() => Refused("11_newer_min_consumer", "1000", "134", "1.15.0");

    [Fact]
    public void An_op_that_no_runtime_has_is_refused_with_its_node() => Refused("10_unknown_op", "op 'MyCompanyOp'", "node 'z'");

    [Fact]
    public void A_call_into_Python_is_refused_as_such() => Refused("10_pyfunc", "op 'PyFunc'", "calls back into the Python program");

    [Fact]
    public void An_op_of_newer_versions_is_refused_with_where_it_exists() =>
        Assert.Contains("op 'ParseExampleV2' (node 'p') is not in TensorFlow 1.15.0; it exists in TensorFlow 2.21.0",
            Refused(new GraphBuilder().Node("p", "ParseExampleV2", []), Registries.Old), StringComparison.Ordinal);

    [Fact]
    public void A_dtype_that_the_old_op_does_not_take_is_refused_with_node_and_dtype() =>
        Assert.Contains("op 'AddV2' (node 'z') does not take T = uint16",
            Refused(new GraphBuilder().Placeholder("x", DType.UInt16, -1).Node("z", "AddV2", ["x", "x"], T(DType.UInt16)), Registries.Old), StringComparison.Ordinal);

    [Fact]
    public void Copy_on_read_markers_go_with_the_edges_to_them()
    {
        var graph = new GraphBuilder().Int32("v", 1).Node("d", "DisableCopyOnRead", ["v"]).Node("y", "Identity", ["v", "^d"], T(DType.Int32));
        Assert.Equal(["v", "y"], Rewrite(graph, Registries.Old).Node.Select(n => n.Name));
        Assert.Equal(["v"], Rewrite(graph, Registries.Old).Node[1].Input);
    }

    [Fact]
    public void A_graph_that_fits_goes_to_the_runtime_as_its_own_bytes()
    {
        var file = GraphFile.Load(new GraphBuilder().Placeholder("x", DType.Float32, -1).Bytes);
        Assert.Equal(file.Bytes, GraphRewriting.For(file, Registries.Old).Bytes);
        Assert.Empty(GraphRewriting.For(file, Registries.Old).Changes);
    }

    [Theory]
    [MemberData(nameof(GraphFactsTests.Cases), MemberType = typeof(GraphFactsTests))]
    public void The_newest_runtime_takes_every_golden_graph_as_it_is(string name)
    {
        var file = GraphFile.Load(Golden.Path(name));
        Assert.Equal(file.Bytes, GraphRewriting.For(file, Registries.New).Bytes);
    }

    [Theory]
    [MemberData(nameof(GraphFactsTests.Cases), MemberType = typeof(GraphFactsTests))]
    public void The_old_runtime_takes_a_golden_graph_or_says_which_node_it_cannot(string name)
    {
        var file = GraphFile.Load(Golden.Path(name));
        var works = Golden.Case(name).GetProperty("runs_on").GetProperty("1.15.0").GetBoolean() || name.EndsWith("unstripped", StringComparison.Ordinal);
        var error = Record.Exception(() => GraphRewriting.For(file, Registries.Old));
        Assert.True(works ? error is null : error is null or GraphException, error?.Message);
    }

    internal static GraphDef Rewrite(GraphBuilder graph, OpRegistry registry) => Rewrite(GraphFile.Load(graph.Bytes), registry);

    private static GraphDef Rewrite(GraphFile file, OpRegistry registry)
    {
        var before = file.Def.ToByteString();
        var rewritten = GraphDef.Parser.ParseFrom(GraphRewriting.For(file, registry).Bytes.Span);
        Assert.Equal(before, file.Def.ToByteString());
        return rewritten;
    }

    private static IEnumerable<string> Attributes(GraphDef def) =>
        def.Node.Select(n => $"{n.Name} ({n.Op}): {string.Join(' ', n.Attr.Keys.Order(StringComparer.Ordinal))}");

    private static void Refused(string name, params string[] words)
    {
        var error = Assert.Throws<GraphException>(() => GraphRewriting.For(GraphFile.Load(Golden.Path(name)), Registries.Old));
        Assert.All(words, w => Assert.Contains(w, error.Message, StringComparison.Ordinal));
    }

    private static string Refused(GraphBuilder graph, OpRegistry registry) =>
        Assert.Throws<GraphException>(() => GraphRewriting.For(GraphFile.Load(graph.Bytes), registry)).Message;
}
