using TensorFrames.Building;
using TensorFrames.Graphs.Proto;
using Xunit;
using NodeDefs = TensorFrames.Tests.Graphs.GraphBuilder;

namespace TensorFrames.Tests.Building;

/// <summary>Names as TensorFlow gives them, and TensorFrames' suites of its DSL's nodes, compared with nodes written by hand.</summary>
public sealed class NamesAndScopesTests
{
    [Theory, EveryRuntime]
    public void Constants_and_an_add_are_the_nodes_that_Python_makes(Runtime tf)
    {
        using var graph = new GraphBuilder(tf.Open());
        _ = graph.Constant(1) + graph.Constant(2);
        Same(graph, new NodeDefs().Int32Scalar("Const", 1).Int32Scalar("Const_1", 2).Node("Add", "Add", ["Const", "Const_1"], NodeDefs.T(DType.Int32)));
    }

    [Theory, EveryRuntime]
    public void A_constant_has_no_name_of_its_own_or_one_that_is_given(Runtime tf)
    {
        using var anonymous = new GraphBuilder(tf.Open());
        anonymous.Constant(1);
        Same(anonymous, new NodeDefs().Int32Scalar("Const", 1));
        using var named = new GraphBuilder(tf.Open());
        named.Constant(1).Named("one");
        Same(named, new NodeDefs().Int32Scalar("one", 1));
    }

    [Theory, EveryRuntime]
    public void Two_anonymous_constants_have_different_names(Runtime tf)
    {
        using var graph = new GraphBuilder(tf.Open());
        graph.Constant(1);
        graph.Constant(2);
        Same(graph, new NodeDefs().Int32Scalar("Const", 1).Int32Scalar("Const_1", 2));
    }

    [Theory, EveryRuntime]
    public void A_fill_reads_its_dims_and_its_value(Runtime tf)
    {
        using var graph = new GraphBuilder(tf.Open());
        graph.Fill(new[] { 2 }, 3);
        Same(graph, new NodeDefs().Int32("Fill/dims", 2).Int32Scalar("Fill/value", 3)
            .Node("Fill", "Fill", ["Fill/dims", "Fill/value"], NodeDefs.T(DType.Int32), ("index_type", NodeDefs.Type(DType.Int32))));
    }

    [Theory, EveryRuntime]
    public void A_name_given_later_is_the_one_that_readers_read_and_its_first_one_is_free_again(Runtime tf)
    {
        using var graph = new GraphBuilder(tf.Open());
        var one = graph.Constant(1);
        _ = one + one;
        one.Named("one");
        graph.Constant(2);
        Same(graph, new NodeDefs().Int32Scalar("one", 1).Node("Add", "Add", ["one", "one"], NodeDefs.T(DType.Int32)).Int32Scalar("Const", 2));
    }

    [Theory, EveryRuntime]
    public void Scopes_begin_names_and_what_is_taken_is_counted_on(Runtime tf)
    {
        using var graph = new GraphBuilder(tf.Open());
        var names = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using (graph.Scope("layer"))
            {
                names.Add(graph.Constant(1).Name);
                using (graph.Scope("inner"))
                {
                    names.Add((graph.Constant(1) + 2).Named("z").Name);
                }
            }
        }

        names.Add(graph.Constant(1).Named("z").Name);
        names.Add(graph.Constant(1).Named("z").Name);
        Assert.Equal(["layer/Const", "layer/inner/z", "layer_1/Const", "layer_1/inner/z", "z", "z_1"], names);
        Assert.Equal(names.Order(StringComparer.Ordinal), Nodes(graph.ToGraphDef()).Select(n => n.Name).Intersect(names, StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Theory, EveryRuntime]
    public void Only_what_the_fetches_need_is_written(Runtime tf)
    {
        using var graph = new GraphBuilder(tf.Open());
        var x = graph.Placeholder(DType.Float32, new(-1), "x");
        var z = (x + 1).Named("z");
        (x * 2).Named("other");
        Assert.Equal(["Add/y", "x", "z"], Nodes(graph.ToGraphDef(z)).Select(n => n.Name).Order(StringComparer.Ordinal));
    }

    [Theory, EveryRuntime]
    public void An_operation_may_wait_for_others(Runtime tf)
    {
        using var graph = new GraphBuilder(tf.Open());
        var first = graph.AddOperation("NoOp", [], name: "first");
        graph.AddOperation("NoOp", [], name: "second", after: [first]);
        Assert.Equal(["^first"], Nodes(graph.ToGraphDef()).Single(n => n.Name == "second").Input);
    }

    private static IReadOnlyList<NodeDef> Nodes(byte[] graph) => GraphDef.Parser.ParseFrom(graph).Node;

    private static void Same(GraphBuilder graph, NodeDefs expected) =>
        Assert.Equal(expected.Def.Node.OrderBy(n => n.Name, StringComparer.Ordinal), Nodes(graph.ToGraphDef()).OrderBy(n => n.Name, StringComparer.Ordinal));
}
