using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Tests.Graphs;
using Xunit;

namespace TensorFrames.Tests.Columns;

/// <summary>Nulls at any depth, in slices that begin inside a byte, and in children outside of what is seen.</summary>
public sealed class NestedNullTests
{
    [Theory, EveryRuntime]
    public void Nulls_outside_a_slice_are_not_seen(Runtime tf)
    {
        for (var start = 1; start < 20; start++)
        {
            var doubles = Doubles([.. Enumerable.Range(0, 40).Select(i => i < start || i >= start + 10 ? (double?)null : i)]);
            Assert.Equal(Enumerable.Range(start, 10).Select(i => (double)i), Values(Identity.Run(tf, ArrowArrayFactory.Slice(doubles, start, 10), DType.Float64, new(-1)).Column));
            Assert.Equal(0, Refused(tf, ArrowArrayFactory.Slice(doubles, start - 1, 11), new(-1)).Row);
            Assert.Equal(10, Refused(tf, ArrowArrayFactory.Slice(doubles, start, 11), new(-1)).Row);
        }
    }

    [Theory, EveryRuntime]
    public void A_bitmap_counts_where_the_null_count_does_not_say(Runtime tf)
    {
        var doubles = Doubles(1, null, 3).Data;
        var unknown = ArrowArrayFactory.BuildArray(new ArrayData(DoubleType.Default, 3, -1, 0, doubles.Buffers, children: null));
        Assert.Equal(1, Refused(tf, unknown, new(-1)).Row);
        var full = ArrowArrayFactory.BuildArray(new ArrayData(DoubleType.Default, 2, -1, 0, [new(new byte[] { 0b11 }), doubles.Buffers[1]], children: null));
        Assert.Equal(0, Identity.Run(tf, full, DType.Float64, new(-1)).Report.Feeds[0].Reasons.Count(r => r.Key == CopyReason.NullsFilled));
    }

    [Theory, EveryRuntime]
    public void Null_elements_outside_the_rows_of_a_slice_are_not_seen(Runtime tf)
    {
        var lists = ColumnKind.List(Doubles(null, 1, 2, 3, 4, null), 2, 3);
        Assert.Equal(["[2, 3]"], Text(Identity.Run(tf, ArrowArrayFactory.Slice(lists, 1, 1), DType.Float64, new(-1, 2)).Column));
        var fixedLists = ColumnKind.FixedList(ArrowArrayFactory.Slice(Doubles(null, null, 1, 2, 3, null), 1, 5), 2, 2);
        Assert.Equal(["[2, 3]"], Text(Identity.Run(tf, ArrowArrayFactory.Slice(fixedLists, 1, 1), DType.Float64, new(-1, 2)).Column));
    }

    [Theory, EveryRuntime]
    public void Values_under_a_null_list_are_not_seen(Runtime tf)
    {
        // The null cell in the middle covers one stray element.
        var lists = new ListArray(new ListType(DoubleType.Default), 3, Ints(0, 2, 3, 5), Doubles(1, 2, 99, 3, 4), new ArrowBuffer(new byte[] { 0b101 }), nullCount: 1);
        Assert.Equal(["[1, 2]", "[7, 7]", "[3, 4]"], Text(Fill(tf, lists, new(-1, -1))));
    }

    [Theory, EveryRuntime]
    public void The_first_row_with_a_null_is_named_however_deep_it_lies(Runtime tf)
    {
        var lists = new ListArray(new ListType(DoubleType.Default), 4, Ints(0, 2, 4, 6, 6), Doubles(1, 2, 3, null, 5, 6), new ArrowBuffer(new byte[] { 0b0111 }), nullCount: 1);
        Assert.Equal(1, Refused(tf, lists, new(-1, -1)).Row);
        Assert.Equal(1, Refused(tf, ArrowArrayFactory.Slice(lists, 2, 2), new(-1, -1)).Row);
    }

    [Theory, EveryRuntime]
    public void Inner_sizes_come_from_any_cell_that_has_one(Runtime tf)
    {
        // [[null, null], null, [[1, 2], null]]
        var inner = new ListArray(new ListType(DoubleType.Default), 4, Ints(0, 0, 0, 2, 2), Doubles(1, 2), new ArrowBuffer(new byte[] { 0b0100 }), nullCount: 3);
        var outer = new ListArray(new ListType(inner.Data.DataType), 3, Ints(0, 2, 2, 4), inner, new ArrowBuffer(new byte[] { 0b101 }), nullCount: 1);
        Assert.Equal(["[[7, 7], [7, 7]]", "[[7, 7], [7, 7]]", "[[1, 2], [7, 7]]"], Text(Fill(tf, outer, new(-1, -1, -1))));
    }

    [Theory, EveryRuntime]
    public void Cells_of_other_sizes_are_refused_when_filled_too(Runtime tf)
    {
        var lists = new ListArray(new ListType(DoubleType.Default), 3, Ints(0, 2, 2, 5), Doubles(1, 2, 3, 4, 5), new ArrowBuffer(new byte[] { 0b101 }), nullCount: 1);
        Assert.Equal(2, Assert.Throws<BlockException>(() => Fill(tf, lists, new(-1, -1))).Row);
    }

    [Theory, EveryRuntime]
    public void The_first_row_of_another_size_is_named_however_deep_it_lies(Runtime tf)
    {
        // Row 3 has an inner list of three; row 5 has three inner lists.
        var inner = new ListArray(new ListType(DoubleType.Default), 11, Ints(0, 2, 4, 6, 8, 10, 13, 15, 17, 19, 21, 23), Doubles([.. Enumerable.Range(0, 23).Select(i => (double?)i)]), ArrowBuffer.Empty);
        var outer = new ListArray(new ListType(inner.Data.DataType), 6, Ints(0, 2, 4, 4, 6, 8, 11), inner, new ArrowBuffer(new byte[] { 0b111011 }), nullCount: 1);
        Assert.Equal(3, Assert.Throws<BlockException>(() => Fill(tf, outer, new(-1, 2, 2))).Row);
        Assert.Equal(2, Assert.Throws<BlockException>(() => Fill(tf, ArrowArrayFactory.Slice(outer, 1, 5), new(-1, 2, 2))).Row);
    }

    [Theory, EveryRuntime]
    public void A_block_of_nulls_takes_the_size_of_its_type_or_its_placeholder(Runtime tf)
    {
        var fixedLists = ArrowArrayFactory.BuildArray(new ArrayData(new FixedSizeListType(DoubleType.Default, 2), 1, 1, 0, [new(new byte[1])], [Doubles(0, 0).Data]));
        var lists = new ListArray(new ListType(DoubleType.Default), 1, Ints(0, 0), Doubles(), new ArrowBuffer(new byte[1]), nullCount: 1);
        Assert.Equal(["[7, 7]"], Text(Fill(tf, fixedLists, new(-1, -1))));
        Assert.Equal(["[7, 7, 7]"], Text(Fill(tf, lists, new(-1, 3))));
        Assert.Contains("no size is known", Assert.Throws<BlockException>(() => Fill(tf, lists, new(-1, -1))).Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void A_mask_of_the_tensors_shape_has_an_entry_for_every_element(Runtime tf)
    {
        using var graph = Masked(tf, DType.Float64, [-1, 2], [-1, 2]);
        var batch = Tables.Run(graph, Mask("x", "m"), ("x", ColumnKind.FixedList(Doubles(1, null, 3, 4), 2, 2)));
        Assert.Equal(["[True, False]", "[True, True]"], Text(batch.Column("seen")));
    }

    [Theory, EveryRuntime]
    public void A_mask_is_fed_by_one_column_and_by_nothing_else(Runtime tf)
    {
        using var graph = Masked(tf, DType.Float64, [-1], [-1]);
        var frame = Tables.Frame(("x", Doubles(1, null)), ("m", new BooleanArray.Builder().Append(true).Append(true).Build()), ("z", Doubles(1, 2)));
        Assert.Contains("both", Planned(() => frame.MapBlocks(graph, Mask("x", "m") with { Feeds = new Dictionary<string, string> { ["m"] = "m" } })), StringComparison.Ordinal);
        Assert.Contains("'m'", Planned(() => frame.MapBlocks(graph, Mask("x", "m") with { Fetches = ["seen", "w", "y"], Nulls = new Dictionary<string, NullPolicy> { ["x"] = NullPolicy.Mask("m"), ["z"] = NullPolicy.Mask("m") } })), StringComparison.Ordinal);
        Assert.Contains("itself", Planned(() => frame.MapBlocks(graph, Mask("x", "x"))), StringComparison.Ordinal);
        Assert.Contains("bool", Planned(() => frame.MapBlocks(graph, Mask("x", "z"))), StringComparison.Ordinal);
        Planned(() => frame.MapBlocks(graph, Mask("x", "q")));
    }

    private static Graph Masked(Runtime tf, DType dtype, long[] shape, long[] mask) => Graph.Load(
        new GraphBuilder().Placeholder("x", dtype, shape).Placeholder("z", dtype, -1).Placeholder("m", DType.Bool, mask)
            .Node("y", "Identity", ["x"], GraphBuilder.T(dtype)).Node("seen", "Identity", ["m"], GraphBuilder.T(DType.Bool)).Node("w", "Identity", ["z"], GraphBuilder.T(dtype)).Bytes,
        tf.Open());

    private static MapOptions Mask(string of, string mask) =>
        new() { Fetches = mask == "m" && of == "x" ? ["seen", "y"] : ["seen", "w", "y"], Keep = [], Nulls = new Dictionary<string, NullPolicy> { [of] = NullPolicy.Mask(mask) } };

    private static string Planned(Action plan) => Assert.Throws<PlanException>(plan).Message;

    private static IArrowArray Fill(Runtime tf, IArrowArray x, TensorShape shape) =>
        Identity.Run(tf, x, DType.Float64, shape, new MapOptions { DefaultNulls = NullPolicy.Fill(7) }).Column;

    private static BlockException Refused(Runtime tf, IArrowArray x, TensorShape shape) => Assert.Throws<BlockException>(() => Identity.Run(tf, x, DType.Float64, shape));

    private static ArrowBuffer Ints(params int[] values) => new(MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    private static IEnumerable<string> Text(IArrowArray column) => ArrowCompare.Of(column).Select(ArrowCompare.Text);

    private static double[] Values(IArrowArray column) => ((DoubleArray)column).Values.ToArray();

    private static DoubleArray Doubles(params double?[] values)
    {
        var builder = new DoubleArray.Builder();
        foreach (var value in values)
        {
            _ = value is { } v ? builder.Append(v) : builder.AppendNull();
        }

        return builder.Build();
    }
}
