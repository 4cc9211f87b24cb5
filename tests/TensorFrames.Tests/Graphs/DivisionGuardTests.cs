using TensorFrames.Graphs.Proto;
using Xunit;
using static TensorFrames.Tests.Graphs.GraphBuilder;

namespace TensorFrames.Tests.Graphs;

public class DivisionGuardTests
{
    [Theory]
    [InlineData("Div")]
    [InlineData("FloorDiv")]
    [InlineData("TruncateDiv")]
    [InlineData("Mod")]
    [InlineData("FloorMod")]
    [InlineData("TruncateMod")]
    public void A_division_reads_a_guarded_divisor_and_waits_for_the_check(string op)
    {
        var division = Node(Rewritten(Fed(DType.Int64).Node("z", op, ["x", "y"], T(DType.Int64))), "z");
        Assert.Equal(["x", "z/int_overflow/divisor", "^z/int_overflow/assert"], division.Input);
    }

    [Fact]
    public void The_error_names_node_op_and_dtype()
    {
        var text = Node(Rewritten(Fed(DType.Int32).Node("z", "FloorDiv", ["x", "y"], T(DType.Int32))), "z/int_overflow/text");
        Assert.Equal("Integer overflow in node 'z' (FloorDiv): -2147483648 divided by -1 does not fit int32", text.Attr["value"].Tensor.StringVal[0].ToStringUtf8());
    }

    [Theory]
    [InlineData(DType.Int16)]
    [InlineData(DType.UInt8)]
    [InlineData(DType.Float32)]
    public void Dtypes_that_do_not_trap_are_left_alone(DType dtype) => Untouched(Fed(dtype).Node("z", "FloorDiv", ["x", "y"], T(dtype)));

    [Fact]
    public void A_divisor_that_is_surely_not_minus_one_is_left_alone() => Untouched(new GraphBuilder().Placeholder("x", DType.Int32, -1)
        .Int32("c", 2, 3).Node("y", "Identity", ["c"], T(DType.Int32)).Node("z", "FloorDiv", ["x", "y"], T(DType.Int32)));

    [Fact]
    public void A_divisor_with_minus_one_among_its_values_is_guarded() => Assert.NotEqual("c", Node(Rewritten(
        new GraphBuilder().Placeholder("x", DType.Int32, -1).Int32("c", 2, -1).Node("z", "FloorDiv", ["x", "c"], T(DType.Int32))), "z").Input[1]);

    [Fact]
    public void A_dividend_that_is_surely_not_the_least_is_left_alone() => Untouched(new GraphBuilder().Placeholder("y", DType.Int64, -1)
        .Int64Scalar("x", 7).Node("z", "FloorMod", ["x", "y"], T(DType.Int64)));

    [Fact]
    public void The_newest_runtime_gets_no_guard() => Assert.Equal(3, RewritingTests.Rewrite(
        Fed(DType.Int32).Node("z", "FloorDiv", ["x", "y"], T(DType.Int32)), Registries.New).Node.Count);

    [Fact]
    public void Constants_of_a_guard_live_in_the_frame_of_the_dividend() => Assert.All(
        Rewritten(Fed(DType.Int32).Node("z", "FloorDiv", ["x", "y"], T(DType.Int32))).Node.Where(n => n.Op == "Const"), c => Assert.Equal(["^x"], c.Input));

    [Fact]
    public void A_division_in_a_function_body_is_guarded_in_the_form_of_bodies()
    {
        var graph = new GraphBuilder().Int32("c", 1).Function("f", [("a", DType.Int32), ("b", DType.Int32)], [("o", DType.Int32, "q:z:0")],
            Make("q", "FloorDiv", ["a", "b"], T(DType.Int32)));
        var body = Rewritten(graph).Library.Function[0].NodeDef;
        Assert.Equal(["a", "q/int_overflow/divisor:z:0", "^q/int_overflow/assert"], body[0].Input);
        Assert.All(body.Where(n => n.Op == "Const"), c => Assert.Empty(c.Input));
    }

    [Fact]
    public void A_taken_name_gives_way() => Assert.Contains("z/int_overflow_1/divisor",
        Node(Rewritten(Fed(DType.Int32).Int32("z/int_overflow", 1).Node("z", "Mod", ["x", "y"], T(DType.Int32))), "z").Input);

    [Fact]
    public void A_dtype_that_is_a_functions_parameter_is_left_alone()
    {
        var division = Make("q", "FloorDiv", ["a", "b"], ("T", new AttrValue { Placeholder = "T" }));
        var graph = new GraphBuilder().Int32("c", 1).Function("f", [("a", DType.Int32), ("b", DType.Int32)], [], division);
        Assert.Equal(division, Rewritten(graph).Library.Function[0].NodeDef.Single());
    }

    private static GraphBuilder Fed(DType dtype) => new GraphBuilder().Placeholder("x", dtype, -1).Placeholder("y", dtype, -1);

    private static GraphDef Rewritten(GraphBuilder graph) => RewritingTests.Rewrite(graph, Registries.Old);

    private static void Untouched(GraphBuilder graph) => Assert.Equal(graph.Def, Rewritten(graph));

    private static NodeDef Node(GraphDef def, string name) => def.Node.Single(n => n.Name == name);
}
