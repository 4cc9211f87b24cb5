using Apache.Arrow;
using Apache.Arrow.Types;
using Xunit;

namespace TensorFrames.Tests.Columns;

public sealed class ConversionTests
{
    [Theory, EveryRuntime]
    public void Narrower_numbers_are_refused_unless_widening_is_asked_for(Runtime tf)
    {
        var ints = new Int32Array.Builder().AppendRange([1, -2, int.MaxValue]).Build();
        Assert.Contains("--widen", Assert.Throws<PlanException>(() => Identity.Run(tf, ints, DType.Int64, new(-1))).Message, StringComparison.Ordinal);
        var (column, report) = Identity.Run(tf, ints, DType.Int64, new(-1), new MapOptions { Widen = true });
        Assert.Equal([1, -2, int.MaxValue], ((Int64Array)column).Values.ToArray());
        Assert.Equal(1, report.Feeds[0].Reasons[CopyReason.Widened]);
    }

    [Theory, EveryRuntime]
    public void Lossy_conversions_are_never_made(Runtime tf) =>
        Assert.Throws<PlanException>(() => Identity.Run(tf, new Int64Array.Builder().Append(1).Build(), DType.Float64, new(-1), new MapOptions { Widen = true }));

    [Theory, EveryRuntime]
    public void Decimals_become_float64_only_where_asked(Runtime tf)
    {
        var decimals = new Decimal128Array.Builder(new Decimal128Type(10, 2)).Append(12.34m).Append(-0.01m).Build();
        Assert.Throws<PlanException>(() => Identity.Run(tf, decimals, DType.Float64, new(-1)));
        var (column, report) = Identity.Run(tf, decimals, DType.Float64, new(-1), new MapOptions { DecimalsAsDouble = true });
        Assert.Equal([12.34, -0.01], ((DoubleArray)column).Values.ToArray());
        Assert.Equal(1, report.Feeds[0].Reasons[CopyReason.Decimal]);
    }

    [Theory, EveryRuntime]
    public void A_copy_is_an_error_where_copies_are_forbidden(Runtime tf)
    {
        var slice = ArrowArrayFactory.Slice(new DoubleArray.Builder().AppendRange([1, 2, 3]).Build(), 1, 2);
        var error = Assert.Throws<BlockException>(() => Identity.Run(tf, slice, DType.Float64, new(-1), new MapOptions { NoCopy = true }));
        Assert.Equal("x", error.Column);
        Assert.Contains("Misaligned", error.Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void Slices_at_multiples_of_64_rows_stay_borrowed(Runtime tf)
    {
        var slice = ArrowArrayFactory.Slice(new Int8Array.Builder().AppendRange(Enumerable.Range(0, 200).Select(i => (sbyte)i)).Build(), 64, 64);
        Assert.Equal(0, Identity.Run(tf, slice, DType.Int8, new(-1), new MapOptions { NoCopy = true }).Report.CopiedBytes);
    }

    [Theory, EveryRuntime]
    public void Ragged_cells_point_to_map_rows_and_name_the_first_row_that_differs(Runtime tf)
    {
        var lists = new ListArray(new ListType(FloatType.Default), 3, new ArrowBuffer.Builder<int>().AppendRange([0, 2, 4, 7]).Build(), ColumnKind.Floats(7), ArrowBuffer.Empty);
        var error = Assert.Throws<BlockException>(() => Identity.Run(tf, lists, DType.Float32, new(-1, -1)));
        Assert.Equal(2, error.Row);
        Assert.Contains("MapRows", error.Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void The_shape_error_is_the_one_that_was_promised(Runtime tf)
    {
        var error = Assert.Throws<PlanException>(() => Identity.Run(tf, ColumnKind.FixedList(ColumnKind.Floats(6), 3, 2), DType.Float32, new(-1, 4)));
        Assert.StartsWith("Column 'x' (list<float32>[3]) cannot feed placeholder 'x' (float32 [?,4]): the cell has 3 values, 4 wanted", error.Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void A_fixed_shape_tensor_column_is_made_where_asked_and_feeds_again(Runtime tf)
    {
        var options = new MapOptions { FixedShapeTensors = true };
        var (column, _) = Identity.Run(tf, ColumnKind.FixedList(ColumnKind.Floats(12), 6, 2), DType.Float32, new(-1, 2, 3), options);
        Assert.Equal(6, Assert.IsType<FixedSizeListType>(column.Data.DataType).ListSize);
        var field = new Field("x", column.Data.DataType, false, [new("ARROW:extension:name", "arrow.fixed_shape_tensor"), new("ARROW:extension:metadata", "{\"shape\":[2,3]}")]);
        var (again, _) = Identity.Run(tf, column, DType.Float32, TensorShape.Unknown, new MapOptions { Shapes = new Dictionary<string, TensorShape> { ["y"] = new(2, 3) } }, field);
        Assert.Equal(["[[0, 0.5, 1], [1.5, 2, 2.5]]", "[[3, 3.5, 4], [4.5, 5, 5.5]]"], ArrowCompare.Of(again).Select(ArrowCompare.Text));
    }

    [Theory, EveryRuntime]
    public void Bytes_that_are_no_text_are_refused_and_declared_binary(Runtime tf)
    {
        var bytes = new BinaryArray.Builder().Append((byte[])[65]).Append((byte[])[0xC3]).Append((byte[])[0xA4]).Build();
        var error = Assert.Throws<BlockException>(() => Identity.Run(tf, bytes, DType.String, new(-1)));
        Assert.Equal(1, error.Row);
        Assert.Contains("--binary y", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, Identity.Run(tf, bytes, DType.String, new(-1), new MapOptions { Binary = ["y"] }).Column.Length);
    }
}
