using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Tables;
using Xunit;

namespace TensorFrames.Tests.Columns;

/// <summary>Flat lists and binary cells of raw values feed any placeholder whose known cell shape has as many elements.</summary>
public sealed class FlatFeedTests
{
    private const int Rows = 64;

    [Theory, EveryRuntime]
    public void A_flat_list_is_borrowed_in_the_placeholders_shape(Runtime tf)
    {
        foreach (var cell in new long[][] { [2, 3], [3, 2], [1, 6], [6, 1, 1], [6] })
        {
            foreach (var list in new[] { ColumnKind.FixedList(ColumnKind.Floats(Rows * 6), 6, Rows), ColumnKind.List(ColumnKind.Floats(Rows * 6), 6, Rows) })
            {
                Borrowed(tf, list, DType.Float32, cell, [.. Enumerable.Range(0, 6).Select(i => (object)(i * 0.5))]);
            }
        }

        Borrowed(tf, ColumnKind.List(ColumnKind.Floats(Rows), 1, Rows), DType.Float32, [], [0.0]);
    }

    [Theory, EveryRuntime]
    public void Raw_values_of_every_dtype_are_borrowed(Runtime tf)
    {
        foreach (var kind in ColumnKind.All.Where(k => k.Shape.Rank == 1 && k.DType is not (DType.String or DType.Bool)).DistinctBy(k => k.DType))
        {
            var values = kind.Make();
            var bytes = values.Data.Buffers[1].Span[..(Rows * kind.DType.Width())];
            var cells = ArrowCompare.Of(values).Take(4).ToArray();
            Borrowed(tf, Binary(bytes, Rows / 4), kind.DType, [4], cells!);
            Borrowed(tf, Binary(bytes, Rows / 4), kind.DType, [2, 1, 2], cells!);
            Borrowed(tf, Binary(bytes, Rows), kind.DType, [], [cells[0]!]);
        }
    }

    [Theory, EveryRuntime]
    public void Every_form_of_binary_holds_them(Runtime tf)
    {
        var bytes = Bytes(1, 2, 3, 4, 5, 6);
        object[] first = [1.0, 2.0, 3.0];
        Borrowed(tf, Fixed(bytes, 12), DType.Float32, [3], first);
        Borrowed(tf, Large(bytes, 2), DType.Float32, [3], first);
        var views = new BinaryViewArray.Builder().Append(bytes.AsSpan(0, 12)).Append(bytes.AsSpan(12)).Build();
        Copied(tf, views, CopyReason.Views, first);
        var dictionary = new DictionaryArray(new DictionaryType(Int8Type.Default, BinaryType.Default, false), new Int8Array.Builder().Append(0).Append(1).Build(), Binary(bytes, 2));
        Copied(tf, dictionary, CopyReason.Dictionary, first);
        Copied(tf, ArrowArrayFactory.Slice(Binary(bytes, 2), 1, 1), CopyReason.Misaligned, [4.0, 5.0, 6.0]);
        Copied(tf, ArrowArrayFactory.BuildArray(new ArrayData(BinaryType.Default, 1, 0, 0, [ArrowBuffer.Empty, Offsets(1, 13), new((byte[])[9, .. bytes])], children: null)), CopyReason.Misaligned, first);
    }

    [Theory, EveryRuntime]
    public void Raw_bools_are_a_byte_each_and_no_other_byte_passes(Runtime tf)
    {
        var (column, _) = Identity.Run(tf, Binary([1, 0, 0, 1], 2), DType.Bool, new(-1, 2));
        Assert.Equal(["[True, False]", "[False, True]"], ArrowCompare.Of(column).Select(ArrowCompare.Text));
        Assert.Contains("neither 0 nor 1, first at row 1", Assert.Throws<BlockException>(() => Identity.Run(tf, Binary([1, 0, 2, 1], 2), DType.Bool, new(-1, 2))).Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void Where_the_graph_leaves_the_shape_open_it_can_be_given(Runtime tf)
    {
        var options = Given("x", 2, 3) with { Shapes = new Dictionary<string, TensorShape> { ["x"] = new(2, 3), ["y"] = new(2, 3) } };
        foreach (var shape in new[] { TensorShape.Unknown, new(-1, -1, 3), new(-1, -1, -1) })
        {
            foreach (var column in new[] { ColumnKind.List(ColumnKind.Floats(12), 6, 2), Binary(Bytes(0, .5f, 1, 1.5f, 2, 2.5f, 3, 3.5f, 4, 4.5f, 5, 5.5f), 2) })
            {
                Assert.Equal("[[0, 0.5, 1], [1.5, 2, 2.5]]", ArrowCompare.Text(ArrowCompare.Of(Identity.Run(tf, column, DType.Float32, shape, options).Column).First()));
            }
        }
    }

    [Theory, EveryRuntime]
    public void Nulls_are_filled_in_the_whole_cell(Runtime tf)
    {
        var binary = new BinaryArray.Builder().Append(Bytes(1, 2).AsSpan()).AppendNull().Append(Bytes(3, 4).AsSpan()).Build();
        Assert.Equal(1, Assert.Throws<BlockException>(() => Identity.Run(tf, binary, DType.Float32, new(-1, 1, 2))).Row);
        var (column, report) = Identity.Run(tf, binary, DType.Float32, new(-1, 1, 2), new MapOptions { DefaultNulls = NullPolicy.Fill(7) });
        Assert.Equal(["[[1, 2]]", "[[7, 7]]", "[[3, 4]]"], ArrowCompare.Of(column).Select(ArrowCompare.Text));
        Assert.Equal([CopyReason.NullsFilled], report.Feeds[0].Reasons.Keys);
    }

    [Theory, EveryRuntime]
    public void Rows_run_by_themselves_are_fed_so_too(Runtime tf)
    {
        using var graph = Identity.Graph(tf, DType.Float32, new(2, 3));
        foreach (var column in new[] { ColumnKind.List(ColumnKind.Floats(12), 6, 2), Binary(Bytes(0, .5f, 1, 1.5f, 2, 2.5f, 3, 3.5f, 4, 4.5f, 5, 5.5f), 2) })
        {
            var (cells, _) = Verbs.RowTables.MapRows(graph, new MapOptions { EachRow = true }, ("x", column));
            Assert.Equal(["[[0, 0.5, 1], [1.5, 2, 2.5]]", "[[3, 3.5, 4], [4.5, 5, 5.5]]"], cells.Select(ArrowCompare.Text));
        }
    }

    [Theory, EveryRuntime]
    public void Reduces_are_fed_so_too(Runtime tf)
    {
        using var graph = Verbs.ReduceGraphs.Load(Graphs.ReducingNodes.Blocks(new Graphs.GraphBuilder(), "x", "Sum", DType.Float32, 2, 3), tf);
        foreach (var column in new[] { ColumnKind.List(ColumnKind.Floats(12), 6, 2), Binary(Bytes(0, .5f, 1, 1.5f, 2, 2.5f, 3, 3.5f, 4, 4.5f, 5, 5.5f), 2) })
        {
            Assert.Equal("[[3, 4, 5], [6, 7, 8]]", ArrowCompare.Text(Verbs.ReduceGraphs.Only(Tables.Frame(("x", column)).ReduceBlocks(graph, "x"))));
        }
    }

    [Theory, EveryRuntime]
    public void Other_counts_are_told_with_the_first_row(Runtime tf)
    {
        PlanSays(tf, ColumnKind.FixedList(ColumnKind.Floats(5), 5, 1), new(-1, 2, 3), "Column 'x' (list<float32>[5]) cannot feed placeholder 'x' (float32 [?,2,3]): the cell has 5 values, 6 wanted. Fix: ");
        PlanSays(tf, Fixed(Bytes(1, 2), 8), new(-1, 3), "Column 'x' (binary[8]) cannot feed placeholder 'x' (float32 [?,3]): the cell has 8 bytes, 12 wanted (3 values of float32). Fix: ");
        PlanSays(tf, Binary(Bytes(1, 2), 1), new(-1, -1), "Column 'x' (binary) cannot feed placeholder 'x' (float32 [?,?]): its bytes may be the values of a cell, whose shape is not known. Fix: give the cell's shape (Shapes, --shape x=…)");
        PlanSays(tf, ColumnKind.List(ColumnKind.Floats(6), 6, 1), new(-1, -1, 3), "the rank differs: a block of this column is [?,?]. Fix: a column whose cells have rank 2, or give the cell's shape (Shapes, --shape x=…).");
        BlockSays(tf, Verbs.ReduceGraphs.Lists([1, 2], [3]), DType.Float64, new(-1, 1, 2), 1, "the cell has 1 values, 2 wanted, first at row 1");
        BlockSays(tf, Binary([1, 2, 3, 4, 5, 6, 7], 1), DType.Float32, new(-1, 2), 0, "the cell has 7 bytes, 8 wanted (2 values of float32), first at row 0");
    }

    [Theory, EveryRuntime]
    public void A_shape_given_that_the_graph_denies_is_told(Runtime tf)
    {
        using var graph = Identity.Graph(tf, DType.Float32, new(-1, 2, -1));
        var frame = Tables.Frame(("x", ColumnKind.List(ColumnKind.Floats(6), 6, 1)));
        Assert.Contains("Placeholder 'x' (float32 [?,2,?]) has no cells of [3,2]. Fix: a cell shape that fits [2,?]", Assert.Throws<PlanException>(() => frame.MapBlocks(graph, Given("x", 3, 2))).Message, StringComparison.Ordinal);
        Assert.Contains("'q' is not among the fetches (y). Fix: name a fetch as it is written there, or a placeholder.", Assert.Throws<PlanException>(() => frame.MapBlocks(graph, Given("q", 3, 2))).Message, StringComparison.Ordinal);
    }

    private static void Borrowed(Runtime tf, IArrowArray column, DType dtype, long[] cell, object[] first)
    {
        var (result, report) = Identity.Run(tf, column, dtype, new TensorShape(cell).WithRows(-1), new MapOptions { NoCopy = true });
        Assert.Equal(0, report.CopiedBytes);
        Assert.Equal(column.Length * new TensorShape(cell).Count * dtype.Width(), report.BorrowedBytes);
        Assert.Equal(ArrowCompare.Text(first.ToList()), ArrowCompare.Text(Flat(ArrowCompare.Of(result).First()).ToList()));
    }

    private static void Copied(Runtime tf, IArrowArray column, CopyReason reason, object[] first)
    {
        var (result, report) = Identity.Run(tf, column, DType.Float32, new(-1, 3));
        Assert.Equal([reason], report.Feeds[0].Reasons.Keys);
        Assert.Equal(ArrowCompare.Text(first.ToList()), ArrowCompare.Text(ArrowCompare.Of(result).First()));
    }

    private static IEnumerable<object?> Flat(object? cell) => cell is List<object?> list ? list.SelectMany(Flat) : [cell];

    private static void PlanSays(Runtime tf, IArrowArray column, TensorShape shape, string words) =>
        Assert.Contains(words, Assert.Throws<PlanException>(() => Identity.Run(tf, column, DType.Float32, shape)).Message, StringComparison.Ordinal);

    private static void BlockSays(Runtime tf, IArrowArray column, DType dtype, TensorShape shape, int row, string words)
    {
        var error = Assert.Throws<BlockException>(() => Identity.Run(tf, column, dtype, shape));
        Assert.Equal(row, error.Row);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    private static MapOptions Given(string name, params long[] cell) => new() { Shapes = new Dictionary<string, TensorShape> { [name] = new(cell) } };

    private static byte[] Bytes(params float[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private static ArrowBuffer Offsets(params int[] offsets) => new ArrowBuffer.Builder<int>().AppendRange(offsets).Build();

    private static BinaryArray Binary(ReadOnlySpan<byte> bytes, int rows)
    {
        var each = bytes.Length / rows;
        return new BinaryArray(new ArrayData(BinaryType.Default, rows, 0, 0, [ArrowBuffer.Empty, Offsets([.. Enumerable.Range(0, rows + 1).Select(i => i * each)]), Aligned(bytes)], children: null));
    }

    private static IArrowArray Large(ReadOnlySpan<byte> bytes, int rows)
    {
        var each = (long)bytes.Length / rows;
        var offsets = new ArrowBuffer.Builder<long>().AppendRange(Enumerable.Range(0, rows + 1).Select(i => i * each)).Build();
        return ArrowArrayFactory.BuildArray(new ArrayData(LargeBinaryType.Default, rows, 0, 0, [ArrowBuffer.Empty, offsets, Aligned(bytes)], children: null));
    }

    private static IArrowArray Fixed(ReadOnlySpan<byte> bytes, int width) =>
        ArrowArrayFactory.BuildArray(new ArrayData(new FixedSizeBinaryType(width), bytes.Length / width, 0, 0, [ArrowBuffer.Empty, Aligned(bytes)], children: null));

    private static ArrowBuffer Aligned(ReadOnlySpan<byte> bytes) => NativeColumns.Values(bytes, UInt8Type.Default).Buffers[1];
}
