using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Columns;
using TensorFrames.Spark;
using TensorFrames.Tests.Columns;
using TensorFrames.Tests.Graphs;
using Xunit;

namespace TensorFrames.Tests.Spark;

/// <summary>Dtypes that Spark lacks, in the types that it has: exact out, range-checked in, and counted.</summary>
public sealed class SparkTypesTests
{
    private static readonly MapOptions Options = new() { SparkTypes = true };

    [Theory, EveryRuntime]
    public void Every_bfloat16_comes_back_as_it_was(Runtime tf)
    {
        var values = Enumerable.Range(0, 65536).Select(bits => BFloat16.ToSingle((ushort)bits)).ToArray();
        var (column, report) = Identity.Run(tf, Floats(values), DType.BFloat16, new(-1), Options);
        Same(values, column);
        var feed = report.Feeds[0];
        Assert.Equal((0L, 131072L, 1L), (feed.BorrowedBytes, feed.CopiedBytes, feed.Reasons[CopyReason.SparkType]));
        Assert.Equal((131072L, CopyReason.SparkType), (report.Fetches[0].CopiedBytes, report.Fetches[0].Reason));
    }

    [Theory, EveryRuntime]
    public void Every_float16_comes_back_as_it_was(Runtime tf)
    {
        var values = Enumerable.Range(0, 65536).Select(bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits)).ToArray();
        Same(values, Identity.Run(tf, Floats(values), DType.Float16, new(-1), Options).Column);
    }

    [Theory, EveryRuntime]
    public void Other_floats_are_rounded_to_the_nearest_ties_to_even(Runtime tf)
    {
        Same([1f, 1.0078125f, 1.015625f, -1f], Identity.Run(tf, Floats([1.00390625f, 1.0039064f, 1.01171875f, -1.00390625f]), DType.BFloat16, new(-1), Options).Column);
        Same([1f, 1.0009765625f], Identity.Run(tf, Floats([1.00048828125f, 1.0004885f]), DType.Float16, new(-1), Options).Column);
    }

    [Theory, EveryRuntime]
    public void Every_integer_of_an_unsigned_dtype_goes_and_comes(Runtime tf)
    {
        Assert.Equal(Int16s(0, 1, 255), Values(Identity.Run(tf, Of<short>(Int16Type.Default, 0, 1, 255), DType.UInt8, new(-1), Options)));
        Assert.Equal([0m, 65535m], Values(Identity.Run(tf, Of(Int32Type.Default, 0, 65535), DType.UInt16, new(-1), Options)));
        Assert.Equal([0m, 4294967295m], Values(Identity.Run(tf, Of(Int64Type.Default, 0L, uint.MaxValue), DType.UInt32, new(-1), Options)));
        var wide = Identity.Run(tf, Of<UInt128>(SparkColumn.UInt64Type, 0, 1, ulong.MaxValue), DType.UInt64, new(-1), Options).Column;
        Assert.Equal([0, 1, ulong.MaxValue], wide.Data.Values<UInt128>(0, 3).ToArray());
        Assert.Equal("decimal(20,0)", ArrowTypeNames.Of(wide.Data.DataType));
    }

    [Theory, EveryRuntime]
    public void A_value_out_of_range_is_an_error_that_names_column_row_and_value(Runtime tf)
    {
        Refused(tf, Of<short>(Int16Type.Default, 3, -1), DType.UInt8, "'x'", "-1 is no uint8", "row 1");
        Refused(tf, Of(Int32Type.Default, 65536), DType.UInt16, "65536 is no uint16", "row 0");
        Refused(tf, Of(Int64Type.Default, 1L, 2L, long.MinValue), DType.UInt32, "is no uint32", "row 2");
        Refused(tf, Of<UInt128>(SparkColumn.UInt64Type, 5, (UInt128)ulong.MaxValue + 1), DType.UInt64, "18446744073709551616 is no uint64", "row 1");
        Refused(tf, Floats([1, 70000]), DType.Float16, "70000 is no float16", "row 1");
        Refused(tf, Floats([float.MaxValue]), DType.BFloat16, "is no bfloat16", "row 0");
        var nested = Lists(Of<short>(Int16Type.Default, 1, 2, 3, 4, 300, 6), 2, 2, 2);
        var error = Assert.Throws<BlockException>(() => Identity.Run(tf, nested, DType.UInt8, new(-1, 2), Options));
        Assert.Contains("300 is no uint8, first at row 2", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, error.Row);
    }

    [Theory, EveryRuntime]
    public void What_a_null_holds_is_not_looked_at_and_is_filled(Runtime tf)
    {
        var holey = new ArrayData(Int16Type.Default, 3, 1, 0, [new ArrowBuffer(new byte[] { 5 }), Bytes<short>(7, -1, 9)]);
        var (column, report) = Identity.Run(tf, ArrowArrayFactory.BuildArray(holey), DType.UInt8, new(-1), Options with { DefaultNulls = NullPolicy.Fill(200) });
        Assert.Equal(Int16s(7, 200, 9), Values((column, report)));
        Assert.Equal(1, report.Feeds[0].Reasons[CopyReason.NullsFilled]);
    }

    [Theory, EveryRuntime]
    public void Without_the_option_nothing_is_converted(Runtime tf)
    {
        Assert.Contains("int16 is not uint8", Assert.Throws<PlanException>(() => Identity.Run(tf, Of<short>(Int16Type.Default, 1), DType.UInt8, new(-1))).Message, StringComparison.Ordinal);
        Assert.Contains("decimal", Assert.Throws<PlanException>(() => Identity.Run(tf, Of<UInt128>(new Decimal128Type(19, 0), 1), DType.UInt64, new(-1), Options)).Message, StringComparison.Ordinal);
        Assert.Contains("SparkType", Assert.Throws<BlockException>(() => Identity.Run(tf, Of<short>(Int16Type.Default, 1), DType.UInt8, new(-1), Options with { NoCopy = true })).Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void A_column_that_was_narrower_is_widened_as_that(Runtime tf)
    {
        // int16 is no float16, and uint8 is: the metadata know that these were.
        var field = new Field("x", Int16Type.Default, nullable: false, [new(SparkColumn.DTypeKey, "uint8")]);
        var (column, _) = Identity.Run(tf, Of<short>(Int16Type.Default, 0, 255), DType.Float16, new(-1), Options with { Widen = true }, field);
        Same([0f, 255f], column);
    }

    [Theory, EveryRuntime]
    public void Cells_are_lists_whose_values_stay_TensorFlows(Runtime tf)
    {
        var (column, report) = Identity.Run(tf, Lists(Floats([1, 2, 3, 4, 5, 6]), 3, 3), DType.Float32, new(-1, 3), Options);
        var list = Assert.IsType<ListType>(column.Data.DataType);
        Assert.Equal(("element", false), (list.ValueField.Name, list.ValueField.IsNullable));
        Assert.Equal((24L, 0L), (report.Fetches[0].BorrowedBytes, report.Fetches[0].CopiedBytes));
    }

    [Theory, EveryRuntime]
    public void Fields_keep_dtype_and_cell_shape_in_their_metadata(Runtime tf)
    {
        using var graph = Identity.Graph(tf, DType.UInt8, new(-1, 2, 3));
        var frame = Columns.Tables.Frame(("x", Lists(Of<short>(Int16Type.Default, 1, 2, 3, 4, 5, 6), 6))).MapBlocks(graph, Options with { Fetches = ["y"], Keep = [] });
        var field = frame.Schema!.FieldsList[0];
        Assert.Equal(("uint8", "[2,3]"), (field.Metadata[SparkColumn.DTypeKey], field.Metadata[SparkColumn.ShapeKey]));
        Assert.False(field.IsNullable);
        Assert.Equal((DType.UInt8, new TensorShape(2, 3)), (SparkColumn.DTypeOf(field), TensorFrames.Columns.ShapeMetadata.ShapeOf(field)));
    }

    [Theory, EveryRuntime]
    public void The_declared_shape_tells_what_a_list_does_not(Runtime tf)
    {
        Field Declared(string shape) => new("x", new ListType(new Field("element", FloatType.Default, nullable: false)), nullable: false, [new(SparkColumn.ShapeKey, shape)]);
        var flat = Lists(Floats([1, 2, 3, 4, 5, 6]), 6);
        Assert.Equal(new TensorShape(1, 2, 3), Shape(Identity.Run(tf, flat, DType.Float32, new(-1, -1, -1), Options, Declared("[2,3]")).Column));
        Assert.Contains("6 values, 4 wanted", Assert.Throws<PlanException>(() => Identity.Run(tf, flat, DType.Float32, new(-1, 4), Options, Declared("[6]"))).Message, StringComparison.Ordinal);
        Assert.Contains("6 values, 5 wanted", Assert.Throws<BlockException>(() => Identity.Run(tf, flat, DType.Float32, new(-1, -1), Options, Declared("[5]"))).Message, StringComparison.Ordinal);
        Assert.Equal(new TensorShape(1, 6), Shape(Identity.Run(tf, flat, DType.Float32, new(-1, -1), Options, Declared("no shape")).Column));
    }

    [Theory, EveryRuntime]
    public void A_fetch_of_open_rank_needs_its_shape_before_anything_runs(Runtime tf)
    {
        using var graph = Graph.Load(new GraphBuilder().Node("x", "Placeholder", [], ("dtype", GraphBuilder.Type(DType.Float32))).Node("y", "Identity", ["x"], GraphBuilder.T(DType.Float32)).Bytes, tf.Open());
        var frame = Columns.Tables.Frame(("x", Floats([1])));
        Assert.Contains("--shape y=", Assert.Throws<PlanException>(() => frame.MapBlocks(graph, Options)).Message, StringComparison.Ordinal);
        Assert.NotNull(frame.MapBlocks(graph, Options with { Shapes = new Dictionary<string, TensorShape> { ["y"] = new([]) } }).Schema);
        Assert.Contains("FixedShapeTensors", Assert.Throws<PlanException>(() => frame.MapBlocks(graph, Options with { FixedShapeTensors = true })).Message, StringComparison.Ordinal);
    }

    private static void Refused(Runtime tf, IArrowArray x, DType dtype, params string[] words)
    {
        var error = Assert.Throws<BlockException>(() => Identity.Run(tf, x, dtype, new(-1), Options));
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }

    private static void Same(float[] expected, IArrowArray column) => Assert.Equal(expected, ((FloatArray)column).Values.ToArray());

    private static decimal[] Int16s(params decimal[] values) => values;

    private static decimal[] Values((IArrowArray Column, ConversionReport Report) run) => [.. ArrowCompare.Of(run.Column).Select(v => (decimal)v!)];

    private static TensorShape Shape(IArrowArray column)
    {
        List<long> dims = [column.Length];
        for (var data = column.Data; data.DataType is ListType; data = data.Children[0])
        {
            var offsets = data.Offsets<int>(0, 1);
            dims.Add(offsets[1] - offsets[0]);
        }

        return new([.. dims]);
    }

    private static IArrowArray Floats(float[] values) => Of(FloatType.Default, values);

    private static IArrowArray Of<T>(IArrowType type, params T[] values)
        where T : unmanaged => ArrowArrayFactory.BuildArray(new ArrayData(type, values.Length, 0, 0, [ArrowBuffer.Empty, Bytes(values)]));

    private static ArrowBuffer Bytes<T>(params T[] values)
        where T : unmanaged => new(MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    private static IArrowArray Lists(IArrowArray values, params int[] lengths)
    {
        int[] offsets = [0, .. lengths.Select((_, i) => lengths[..(i + 1)].Sum())];
        var type = new ListType(new Field("element", values.Data.DataType, nullable: false));
        return ArrowArrayFactory.BuildArray(new ArrayData(type, lengths.Length, 0, 0, [ArrowBuffer.Empty, Bytes(offsets)], [values.Data]));
    }
}
