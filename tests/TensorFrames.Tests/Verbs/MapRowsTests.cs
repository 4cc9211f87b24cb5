using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Tests.Columns;
using TensorFrames.Tests.Graphs;
using Xunit;
using static TensorFrames.Tests.Verbs.RowTables;

namespace TensorFrames.Tests.Verbs;

/// <summary>One run a row, in the shape of the row's own cell.</summary>
public sealed class MapRowsTests
{
    [Theory, EveryRuntime]
    public void A_rows_tensor_has_the_cells_shape_without_a_leading_1(Runtime tf)
    {
        using var graph = SumOfAxis0(tf, -1);
        Same(Cells(graph, ("x", Lists([1, 2, 3], [4, 5, 6]))), 6.0, 15.0);
        using var matrices = SumOfAxis0(tf, -1, -1);
        Same(Cells(matrices, ("x", Matrices([[1, 2], [3, 4]], [[5, 6], [7, 8]]))), Cell(4.0, 6.0), Cell(12.0, 14.0));
    }

    [Theory, EveryRuntime]
    public void A13_ragged_vectors_come_back_as_they_were(Runtime tf)
    {
        using var graph = Unary(tf, "Identity", -1);
        Same(Cells(graph, ("x", Lists([1.0], [2.0, 2.1]))), Cell(1.0), Cell(2.0, 2.1));
    }

    [Theory, EveryRuntime]
    public void A14_ragged_vectors_are_added_row_by_row(Runtime tf)
    {
        using var graph = Binary(tf, "Add", [-1], [-1]);
        Same(Cells(graph, ("a", Lists([1, 1], [2])), ("b", Lists([1.1, 1.1], [2.2]))), Cell(2.1, 2.1), Cell(4.2));
    }

    [Theory, EveryRuntime]
    public void A16_a_constant_is_the_cell_of_every_row(Runtime tf)
    {
        using var graph = Graph.Load(
            new GraphBuilder().Node("y", "Const", [], ("dtype", GraphBuilder.Type(DType.Float64)), ("value", GraphBuilder.Tensor(DType.Float64, BitConverter.GetBytes(1.0), 1, 1))).Bytes, tf.Open());
        Same(MapRows(graph, new MapOptions { Fetches = ["y"] }, ("k", new Int32Array.Builder().Append(7).Append(8).Build())).Cells, Cell(Cell(1.0)), Cell(Cell(1.0)));
    }

    [Theory, EveryRuntime]
    public void A23_binary_cells_feed_a_string_placeholder_by_the_feed_map(Runtime tf)
    {
        using var graph = Graph.Load(
            new GraphBuilder().Placeholder("DecodeRaw/bytes", DType.String).Node("raw", "DecodeRaw", ["DecodeRaw/bytes"], ("out_type", GraphBuilder.Type(DType.UInt8)), ("little_endian", new() { B = true }))
                .Node("value", "Identity", ["raw"], GraphBuilder.T(DType.UInt8)).Bytes, tf.Open());
        var image = new BinaryArray.Builder().Append([1, 2, 3]).Append([]).Append(Enumerable.Range(0, 40).Select(i => (byte)i).ToArray().AsSpan()).Build();
        var options = new MapOptions { Fetches = ["value"], Feeds = new Dictionary<string, string> { ["DecodeRaw/bytes"] = "image" }, Keep = [] };
        Assert.Equal([3, 0, 40], MapRows(graph, options, ("image", image)).Cells.Select(c => ((List<object?>)c!).Count));
    }

    [Theory, EveryRuntime]
    public void Matrices_of_any_size_come_back_as_lists_of_lists(Runtime tf)
    {
        using var graph = Unary(tf, "Identity", -1, -1);
        Same(Cells(graph, ("x", Matrices([[1, 2]], [], [[3], [4], [5]], [[], []]))),
            Cell(Cell(1.0, 2.0)), Cell(), Cell(Cell(3.0), Cell(4.0), Cell(5.0)), Cell(Cell(), Cell()));
    }

    [Theory, EveryRuntime]
    public void A_size_that_all_cells_must_have_is_a_fixed_size_list_inside(Runtime tf)
    {
        using var graph = Unary(tf, "Identity", -1, 2);
        var frame = Columns.Tables.Frame(("x", Matrices([[1, 2]], [[3, 4], [5, 6]]))).MapRows(graph, "y");
        Assert.IsType<FixedSizeListType>(((ListType)frame.Schema!.FieldsList[0].DataType).ValueDataType);
        Same(Cells(graph, ("x", Matrices([[1, 2]], [[3, 4], [5, 6]]))), Cell(Cell(1.0, 2.0)), Cell(Cell(3.0, 4.0), Cell(5.0, 6.0)));
    }

    [Theory, EveryRuntime]
    public void Cells_that_do_not_fit_name_the_row(Runtime tf)
    {
        using var graph = Unary(tf, "Identity", -1, 2);
        var wanted = Refused(graph, ("x", Matrices([[1, 2]], [[3, 4, 5]])));
        Assert.Equal(1, wanted.Row);
        Assert.Contains("(float64 [?,2]): the cell has 3 values, 2 wanted, first at row 1", wanted.Message, StringComparison.Ordinal);
        using var open = Unary(tf, "Identity", -1, -1);
        Assert.Contains("lists of 1 and of 2 values within one cell", Refused(open, ("x", Matrices([[1]], [[3], [4, 5]]))).Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void Shapes_are_compared_with_the_cell_before_anything_runs(Runtime tf)
    {
        using var scalar = Unary(tf, "Identity");
        var error = Assert.Throws<PlanException>(() => Columns.Tables.Frame(("x", Matrices([[1]]))).MapRows(scalar, "y"));
        Assert.Contains("placeholder 'x' (float64 []): the rank differs: a cell of this column is [?,?]", error.Message, StringComparison.Ordinal);
        using var block = Unary(tf, "Identity", -1);
        Assert.Throws<PlanException>(() => Columns.Tables.Frame(("x", Doubles(1))).MapRows(block, "y"));
    }

    [Theory, EveryRuntime]
    public void Naming_order_and_keep_are_those_of_the_other_maps(Runtime tf)
    {
        using var graph = Unary(tf, "Square");
        var frame = Columns.Tables.Frame(("a", Doubles(1, 2)), ("x", Doubles(3, 4)));
        Assert.Equal(["y", "a", "x"], frame.MapRows(graph, "y").Schema!.FieldsList.Select(f => f.Name));
        Assert.Equal(["y", "a"], frame.MapRows(graph, new MapOptions { Keep = ["a"] }).Schema!.FieldsList.Select(f => f.Name));
        Assert.Throws<PlanException>(() => Columns.Tables.Frame(("y", Doubles(1)), ("x", Doubles(3))).MapRows(graph, "y"));
    }

    [Theory, EveryRuntime]
    public void An_error_names_the_row_and_the_node(Runtime tf)
    {
        using var graph = Graph.Load(
            new GraphBuilder().Placeholder("s", DType.String).Node("y", "StringToNumber", ["s"], ("out_type", GraphBuilder.Type(DType.Float32))).Bytes, tf.Open());
        var error = Assert.Throws<RunException>(() => Cells(graph, ("s", new StringArray.Builder().Append("1").Append("two").Append("3").Build())));
        Assert.Equal((1L, "y"), (error.Row, error.Node));
        Assert.Contains("first at row 1", error.Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void A_null_cell_names_its_row_and_the_first_of_its_block(Runtime tf)
    {
        using var graph = Unary(tf, "Identity", -1);
        var builder = new ListArray.Builder(DoubleType.Default);
        builder.Append();
        ((DoubleArray.Builder)builder.ValueBuilder).Append(1);
        builder.AppendNull();
        var error = Assert.Throws<BlockException>(() => MapRows(graph, new MapOptions { DefaultNulls = NullPolicy.Fill(0) }, ("x", builder.Build())));
        Assert.Equal(1, error.Row);
        Assert.Contains("the cell is null, so that its size is not known, first at row 1 (block 0 of memory[0], from row 0)", error.Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void A_cells_rank_that_changes_is_told(Runtime tf)
    {
        // Squeeze takes every dimension of size 1 away.
        using var graph = Graph.Load(
            new GraphBuilder().Placeholder("x", DType.Float64, -1).Node("y", "Squeeze", ["x"], GraphBuilder.T(DType.Float64), ("squeeze_dims", GraphBuilder.Types())).Bytes, tf.Open());
        var error = Assert.Throws<BlockException>(() => Cells(graph, ("x", Lists([1, 2], [3]))));
        Assert.Equal((1L, "y"), (error.Row, error.Tensor));
    }

    [Theory, EveryRuntime]
    public void Nulls_are_refused_filled_or_masked_cell_by_cell(Runtime tf)
    {
        using var graph = Unary(tf, "Identity", -1);
        var builder = new ListArray.Builder(DoubleType.Default);
        builder.Append();
        ((DoubleArray.Builder)builder.ValueBuilder).Append(1).AppendNull();
        builder.Append();
        ((DoubleArray.Builder)builder.ValueBuilder).Append(3);
        var x = builder.Build();
        Assert.Equal(0, Refused(graph, ("x", x)).Row);
        Same(MapRows(graph, new MapOptions { DefaultNulls = NullPolicy.Fill(9.0) }, ("x", x)).Cells, Cell(1.0, 9.0), Cell(3.0));
    }

    [Theory, EveryRuntime]
    public void MLlib_vectors_of_any_size_are_cells(Runtime tf)
    {
        using var graph = SumOfAxis0(tf, -1);
        var x = MLlibCells.Vectors(new([1, 2, 3]), new([5], 4, [2]), new([7, 8]));
        Same(Cells(graph, ("x", x)), 6.0, 5.0, 15.0);
        using var same = Unary(tf, "Identity", -1);
        Same(Cells(same, ("x", x)), Cell(1.0, 2.0, 3.0), Cell(0.0, 0.0, 5.0, 0.0), Cell(7.0, 8.0));
    }

    [Theory, EveryRuntime]
    public void Aligned_cells_are_borrowed_and_others_copied_and_counted(Runtime tf)
    {
        using var graph = SumOfAxis0(tf, 8);
        var borrowed = MapRows(graph, new MapOptions(), ("x", Fixed(8, 5))).Report.Feeds[0];
        Assert.Equal((5, 5 * 64, 0), (borrowed.BorrowedTensors, borrowed.BorrowedBytes, borrowed.CopiedTensors));
        using var three = SumOfAxis0(tf, 3);
        var (_, report) = MapRows(three, new MapOptions(), ("x", Fixed(3, 9)));
        var feed = report.Feeds[0];
        Assert.Equal((9, 9 * 24L), (feed.BorrowedTensors + feed.CopiedTensors, feed.BorrowedBytes + feed.CopiedBytes));
        Assert.Equal(feed.CopiedTensors, feed.Reasons[CopyReason.Misaligned]);
        Assert.Equal(CopyReason.Gathered, report.Fetches[0].Reason);
        Assert.Throws<BlockException>(() => MapRows(three, new MapOptions { NoCopy = true }, ("x", Fixed(3, 9))));
    }

    [Theory, EveryRuntime]
    public void Cancelling_stops_between_two_rows(Runtime tf)
    {
        using var graph = SumOfAxis0(tf, 8);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var before = graph.Runtime.Counters.Runs;
        var frame = Columns.Tables.Frame(("x", Fixed(8, 1_000_000))).MapRows(graph, "y");
        Assert.ThrowsAny<OperationCanceledException>(() => frame.ToBatches(new EngineOptions { Parallelism = 1, BlockRows = 1_000_000 }, stop.Token).Count());
        Assert.InRange(graph.Runtime.Counters.Runs - before, 0, 999_999);
    }

    [Theory, EveryRuntime]
    public void An_empty_table_has_the_columns_and_no_run(Runtime tf)
    {
        using var graph = SumOfAxis0(tf, 3);
        var runs = graph.Runtime.Counters.Runs;
        Assert.Empty(Cells(graph, ("x", Lists())));
        Assert.Equal(runs, graph.Runtime.Counters.Runs);
    }

    // Each row's tensor goes into the queue twice and one is taken out: row r gets what row r / 2 put in, long after its run.
    [Theory, EveryRuntime]
    public void What_the_session_keeps_of_a_row_is_not_overwritten_by_later_rows(Runtime tf)
    {
        var types = GraphBuilder.Types(DType.Float64);
        using var graph = Graph.Load(
            new GraphBuilder().Placeholder("x", DType.Float64).Node("queue", "FIFOQueueV2", [], ("component_types", types))
                .Node("first", "QueueEnqueueV2", ["queue", "x"], ("Tcomponents", types)).Node("second", "QueueEnqueueV2", ["queue", "x", "^first"], ("Tcomponents", types))
                .Node("y", "QueueDequeueV2", ["queue", "^second"], ("component_types", types)).Bytes,
            tf.Open());
        var options = new MapOptions { Fetches = ["y"], Shapes = new Dictionary<string, TensorShape> { ["y"] = new([]) } };
        Same(MapRows(graph, options, ("x", Doubles(1, 2, 3, 4, 5, 6))).Cells, 1.0, 1.0, 2.0, 2.0, 3.0, 3.0);
    }

    [Theory, EveryRuntime]
    public void Booleans_are_gathered_from_rows_of_any_size(Runtime tf)
    {
        using var graph = Graph.Load(
            new GraphBuilder().Placeholder("x", DType.Bool, -1).Int32("axis", 0).Node("y", "ReverseV2", ["x", "axis"], GraphBuilder.T(DType.Bool), ("Tidx", GraphBuilder.Type(DType.Int32))).Bytes, tf.Open());
        var builder = new ListArray.Builder(BooleanType.Default);
        foreach (var cell in new[] { new[] { true, false, false }, [], [false, true] })
        {
            builder.Append();
            ((BooleanArray.Builder)builder.ValueBuilder).AppendRange(cell);
        }

        Same(Cells(graph, ("x", builder.Build())), Cell(false, false, true), Cell(), Cell(true, false));
    }

    private static FixedSizeListArray Fixed(int width, int rows)
    {
        var values = TensorFrames.Tables.NativeColumns.Allocate((long)rows * width * sizeof(double), out _);
        var leaf = new ArrayData(DoubleType.Default, rows * width, 0, 0, [ArrowBuffer.Empty, values], children: null);
        return new FixedSizeListArray(new ArrayData(new FixedSizeListType(DoubleType.Default, width), rows, 0, 0, [ArrowBuffer.Empty], [leaf]));
    }

    private static BlockException Refused(Graph graph, params (string, IArrowArray)[] columns) => Assert.Throws<BlockException>(() => Cells(graph, columns));
}
