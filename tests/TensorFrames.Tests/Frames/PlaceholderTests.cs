using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Tests.Graphs;
using Xunit;
using static TensorFrames.Tests.Verbs.RowTables;

namespace TensorFrames.Tests.Frames;

/// <summary>Placeholders made of a column: name, dtype and shape are the column's, and the graph that reads them runs over it.</summary>
public sealed class PlaceholderTests
{
    private static Frame Frame => Columns.Tables.Frame(("v", Lists([1, 2], [3, 4])), ("x", Doubles(1, 2)), ("n", new NullArray(2)), ("a name", Doubles(1, 2)));

    [Fact]
    public void A_block_has_a_leading_open_size_and_a_row_the_cells_shape()
    {
        Assert.Equal(new GraphTensor("v", DType.Float64, new(-1, -1)), Placeholders.Block(Frame, "v"));
        Assert.Equal(new GraphTensor("v", DType.Float64, new(-1, 2)), Placeholders.Block(Analyzed, "v"));
        Assert.Equal(new GraphTensor("w", DType.Float64, new(2)), Placeholders.Row(Analyzed, "v", "w"));
        Assert.Equal(new GraphTensor("x", DType.Float64, new([])), Placeholders.Row(Frame, "x"));
    }

    [Fact]
    public void A_dtype_that_Spark_lacks_is_the_one_that_was()
    {
        var schema = new Schema([new Field("x", Int16Type.Default, true, [new("tensorframes.dtype", "uint8")])], null);
        Assert.Equal(new GraphTensor("x", DType.UInt8, new(-1)), Placeholders.Block(schema, "x"));
    }

    [Theory, EveryRuntime]
    public void A_graph_that_is_appended_to_them_runs_over_the_column(Runtime tf)
    {
        var nodes = new GraphBuilder().Node("y", "Neg", ["v"], GraphBuilder.T(DType.Float64)).Bytes;
        using var blocks = Graph.Load((byte[])[.. Placeholders.ToGraphDef(Placeholders.Block(Analyzed, "v")), .. nodes], tf.Open());
        Assert.Equal([new GraphTensor("v", DType.Float64, new(-1, 2))], blocks.Placeholders);
        var frame = Analyzed.MapBlocks(blocks, "y");

        // The size that a scan found is known of the result too.
        Assert.Equal(2, Assert.IsType<FixedSizeListType>(frame.Schema!.FieldsList[0].DataType).ListSize);
        Same([.. ArrowCompare.Of(frame.ToBatches(cancellationToken: Now).Single().Column("y"))], Cell(-1.0, -2.0), Cell(-3.0, -4.0));
        using var rows = Graph.Load((byte[])[.. Placeholders.ToGraphDef(Placeholders.Row(Analyzed, "v")), .. nodes], tf.Open());
        Same([.. ArrowCompare.Of(Analyzed.MapRows(rows, "y").ToBatches(cancellationToken: Now).Single().Column("y"))], Cell(-1.0, -2.0), Cell(-3.0, -4.0));
    }

    [Fact]
    public void What_has_no_placeholder_is_told()
    {
        Says("Column 'n' (null) has no placeholder: columns of this type are no tensors. Fix: ", () => Placeholders.Block(Frame, "n"));
        Says("The table has no column 'q'. It has: v, x, n, a name. Fix: ", () => Placeholders.Row(Frame, "q"));
        Says("'a name' is no name of an operation. Fix: name the placeholder", () => Placeholders.Block(Frame, "a name"));
        Assert.Equal("a_name", Placeholders.Block(Frame, "a name", "a_name").Name);
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private static Frame Analyzed => Frame.Analyze(cancellationToken: Now);

    private static void Says(string words, Func<GraphTensor> make) => Assert.Contains(words, Assert.Throws<PlanException>(make).Message, StringComparison.Ordinal);
}
