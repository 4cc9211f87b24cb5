using Apache.Arrow;
using TensorFrames.Building;
using TensorFrames.Tests.Conformance;
using Xunit;
using static TensorFrames.Tests.Conformance.Given;

namespace TensorFrames.Tests.Building;

/// <summary>TensorFrames' DSLOperationsSuite, and what its DSL got wrong.</summary>
public sealed class DslOperationsTests
{
    private static Frame Ints => Frame.From(Batch(("a", Of(DType.Int32, 1, 2))));

    private static Frame Doubles => Frame.From(Batch(("a", Given.Doubles(1.0, 2.0))));

    [Theory, EveryRuntime]
    public void Reduce_of_a_constant_beside_a_column_that_nothing_reads(Runtime tf)
    {
        using var graph = new GraphBuilder(tf.Open());
        var x = graph.Constant(new[] { 1.0, 1.0 }).Sum(0).Named("x");
        Assert.Equal(new TensorShape([]), x.Shape);
        Maps(graph, x, (f, g) => Ints.MapRows(g, f), ("x", Given.Doubles(2, 2)), ("a", Of(DType.Int32, 1, 2)));
    }

    [Theory, EveryRuntime]
    public void Constant_as_a_column(Runtime tf)
    {
        using var graph = new GraphBuilder(tf.Open());
        Maps(graph, graph.Constant(1.0).Named("x"), (f, g) => Ints.MapRows(g, f), ("x", Given.Doubles(1, 1)), ("a", Of(DType.Int32, 1, 2)));
    }

    [Theory, EveryRuntime]
    public void Two_fetches_of_one_column_in_one_map(Runtime tf)
    {
        using var graph = new GraphBuilder(tf.Open());
        var x = graph.Block(Doubles, "a");
        var (y, z) = (x.Identity().Named("y"), (x + x).Named("z"));
        using var built = graph.ToGraph(y, z);
        Has(Doubles.MapBlocks(built), ("y", Given.Doubles(1, 2)), ("z", Given.Doubles(2, 4)), ("a", Given.Doubles(1, 2)));
    }

    [Theory, EveryRuntime]
    public void Scalars_become_constants_on_either_side(Runtime tf)
    {
        using var graph = new GraphBuilder(tf.Open());
        Assert.Equal(new TensorShape([]), (3.0 + graph.Constant(1.0)).Shape);
        Assert.Equal(new TensorShape(2), (3.0 + graph.Constant(new[] { 1.0, 2.0 })).Shape);
    }

    [Theory, EveryRuntime]
    public void Row_and_block_are_extracted_from_a_frame(Runtime tf)
    {
        using var rows = new GraphBuilder(tf.Open());
        Maps(rows, (rows.Row(Doubles, "a") + 2.0).Named("z"), (f, g) => Doubles.MapRows(g, f), ("z", Given.Doubles(3, 4)), ("a", Given.Doubles(1, 2)));
        using var blocks = new GraphBuilder(tf.Open());
        Maps(blocks, (blocks.Block(Doubles, "a") + 2.0).Named("z"), (f, g) => Doubles.MapBlocks(g, f), ("z", Given.Doubles(3, 4)), ("a", Given.Doubles(1, 2)));
    }

    [Theory, EveryRuntime]
    public void Shapes_broadcast_from_the_right_reduce_by_size_and_floats_stay_floats(Runtime tf)
    {
        using var graph = new GraphBuilder(tf.Open());
        var m = graph.Placeholder(DType.Float32, new(5, 3));
        Assert.Equal(new TensorShape(5, 3), (m + new[] { 1f, 2f, 3f }).Shape);
        Assert.Equal(new TensorShape(5), m.Sum(1).Shape);
        Assert.Equal(new TensorShape(1, 3), m.Sum(0, keepDims: true).Shape);
        Assert.Equal(DType.Float32, graph.Constant(1f).DType);
        Assert.Equal(DType.Float32, (m + 0.1).DType);
    }

    private static void Maps(GraphBuilder graph, Tensor fetch, Func<string, Graph, Frame> verb, params (string Name, IArrowArray Values)[] columns)
    {
        using var built = graph.ToGraph(fetch);
        Has(verb(fetch.Name, built), columns);
    }

    private static void Has(Frame frame, params (string Name, IArrowArray Values)[] columns)
    {
        var batch = frame.ToBatches(cancellationToken: TestContext.Current.CancellationToken).Single();
        Assert.Equal(columns.Select(c => c.Name), batch.Schema.FieldsList.Select(f => f.Name));
        ArrowCompare.Equal([Batch(columns)], [batch]);
        batch.Dispose();
    }
}
