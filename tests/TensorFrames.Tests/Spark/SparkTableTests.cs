using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using CsCheck;
using TensorFrames.Columns;
using TensorFrames.Spark;
using TensorFrames.Tables;
using TensorFrames.Tests.Columns;
using Xunit;

namespace TensorFrames.Tests.Spark;

/// <summary>Local tables as Spark takes them: values as they were, memory shared where nothing changes, what Spark lacks refused.</summary>
public sealed class SparkTableTests
{
    private static readonly Version Spark = new(3, 5);

    [Fact]
    public void Columns_that_Spark_takes_keep_their_memory()
    {
        var x = Of(DoubleType.Default, 1.0, 2.0);
        using var batch = Convert(x, out var table);
        Assert.True(table.IsPlain);
        Assert.True(x.Data.Buffers[1].Span == batch.Column(0).Data.Buffers[1].Span);
    }

    [Fact]
    public void The_elements_of_fixed_lists_keep_their_memory_and_the_shape_is_kept()
    {
        var values = Of(FloatType.Default, 1f, 2, 3, 4, 5, 6);
        var inner = new FixedSizeListType(new Field("item", FloatType.Default, nullable: false), 3);
        var x = ArrowArrayFactory.BuildArray(new ArrayData(inner, 2, 0, 0, [ArrowBuffer.Empty], [values.Data]));
        using var batch = Convert(x, out var table);
        Assert.Equal("[3]", table.Schema.FieldsList[0].Metadata[SparkColumn.ShapeKey]);
        ArrowCompare.Equal(x, batch.Column(0));
        Assert.True(values.Data.Buffers[1].Span == batch.Column(0).Data.Children[0].Buffers[1].Span);
        using var slice = Convert(ArrowArrayFactory.Slice(x, 1, 1), out _);
        Assert.Equal("[4, 5, 6]", ArrowCompare.Text(ArrowCompare.Of(slice.Column(0))[0]));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 3)]
    public void What_is_written_of_any_column_and_of_any_piece_of_it_reads_back(int piece, int pieces) => RandomColumn.Any.Sample(
        c =>
        {
            var columns = new Schema([new Field("x", c.Make().Data.DataType, nullable: true)], null);
            var table = SparkTable.Of(columns, new Version(4, 3));
            RecordBatch whole;
            try
            {
                whole = table.Convert(new RecordBatch(columns, [c.Make()], c.Rows));
            }
            catch (BlockException e) when (e.Message.Contains("overflow", StringComparison.Ordinal))
            {
                return true;
            }

            using var written = whole.SliceShared(c.Rows * piece / pieces, c.Rows / pieces);
            using var stream = new MemoryStream();
            using var writer = new ArrowStreamWriter(stream, table.Schema, leaveOpen: true);
            writer.WriteRecordBatch(written);
            writer.WriteEnd();
            stream.Position = 0;
            using var reader = new ArrowStreamReader(stream);
            return ArrowCompare.Same(ArrowCompare.Of(written.Column(0)), ArrowCompare.Of(reader.ReadNextRecordBatch().Column(0)));
        },
        iter: 500,
        threads: 1);

    [Fact]
    public void Unsigned_and_half_precision_numbers_become_wider_and_say_what_they_were()
    {
        Becomes(Of<byte>(UInt8Type.Default, 0, 255), Int16Type.Default, "uint8", 0m, 255m);
        Becomes(Of<ushort>(UInt16Type.Default, 0, 65535), Int32Type.Default, "uint16", 0m, 65535m);
        Becomes(Of<uint>(UInt32Type.Default, 0, uint.MaxValue), Int64Type.Default, "uint32", 0m, 4294967295m);
        Becomes(Of(HalfFloatType.Default, (Half)1.5, Half.NegativeInfinity), FloatType.Default, "float16", 1.5, double.NegativeInfinity);
        using var wide = Convert(Of<ulong>(UInt64Type.Default, 7, ulong.MaxValue), out _);
        Assert.Equal([7, ulong.MaxValue], wide.Column(0).Data.Values<UInt128>(0, 2).ToArray());
        var bits = new Field("x", UInt16Type.Default, nullable: false, [new(SparkColumn.DTypeKey, "bfloat16"), new("mine", "kept")]);
        Becomes(Of<ushort>(UInt16Type.Default, 0x3FC0), FloatType.Default, "bfloat16", bits, 1.5);
    }

    [Fact]
    public void Dictionaries_become_their_values_and_views_plain_text()
    {
        var words = new StringArray.Builder().Append("a").Append("bc").Build();
        var codes = new Int8Array.Builder().Append(1).AppendNull().Append(0).Build();
        using var text = Convert(new DictionaryArray(new DictionaryType(Int8Type.Default, StringType.Default, false), codes, words), out _);
        Assert.Equal(["6263", "null", "61"], Texts(text));
        var numbers = Of<ushort>(UInt16Type.Default, 7, 9);
        using var wide = Convert(new DictionaryArray(new DictionaryType(Int8Type.Default, UInt16Type.Default, false), codes, numbers), out _);
        Assert.Equal(["9", "null", "7"], Texts(wide));
        using var views = Convert(new StringViewArray.Builder().Append("short").AppendNull().Append("longer than twelve bytes").Build(), out var table);
        Assert.Equal(ArrowTypeId.String, table.Schema.FieldsList[0].DataType.TypeId);
        Assert.Equal("longer than twelve bytes", ((StringArray)views.Column(0)).GetString(2));
    }

    [Fact]
    public void Dates_and_times_come_in_Sparks_units()
    {
        Becomes(Of(Date64Type.Default, 86_400_000L, -1), Date32Type.Default, null, 1m, -1m);
        Becomes(Of(new TimestampType(TimeUnit.Nanosecond, "UTC"), 1999L, -1), new TimestampType(TimeUnit.Microsecond, "UTC"), null, 1m, -1m);
        Becomes(Of(new TimestampType(TimeUnit.Second, (string?)null), 2L), new TimestampType(TimeUnit.Microsecond, (string?)null), null, 2_000_000m);
        Becomes(Of(DurationType.Millisecond, 3L), DurationType.Microsecond, null, 3000m);
        var late = Of(new TimestampType(TimeUnit.Second, (string?)null), long.MaxValue);
        Assert.Contains("'x'", Assert.Throws<BlockException>(() => Convert(late, out _)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_of_day_is_refused_before_4_1_and_nanoseconds_from_then_on()
    {
        var schema = new Schema([new Field("t", new Time32Type(TimeUnit.Millisecond), nullable: true)], null);
        Assert.Contains("'t' (time32) cannot be sent to Spark: Spark 3.5 has no time of day", Assert.Throws<PlanException>(() => SparkTable.Of(schema, Spark)).Message, StringComparison.Ordinal);
        var table = SparkTable.Of(schema, new Version(4, 1));
        using var batch = table.Convert(new RecordBatch(schema, [Of(new Time32Type(TimeUnit.Millisecond), 5)], 1));
        Assert.Equal(5_000_000L, batch.Column(0).Data.Values<long>(0, 1)[0]);
    }

    [Fact]
    public void Decimals_are_those_of_16_bytes()
    {
        using var batch = Convert(Of(new Decimal32Type(9, 2), -125), out var table);
        Assert.Equal("decimal(9,2)", ArrowTypeNames.Of(table.Schema.FieldsList[0].DataType));
        Assert.Equal(-125, batch.Column(0).Data.Values<Int128>(0, 1)[0]);
        Refused(new Decimal256Type(50, 0), "38 digits");
    }

    [Fact]
    public void Nested_columns_change_inside_and_keep_their_nulls()
    {
        var bytes = Of<byte>(UInt8Type.Default, 1, 2, 3);
        var list = ArrowArrayFactory.BuildArray(new ArrayData(new LargeListType(new Field("item", UInt8Type.Default, nullable: true)), 3, 1, 0, [new ArrowBuffer(new byte[] { 5 }), Buffer(0L, 2, 2, 3)], [bytes.Data]));
        var x = ArrowArrayFactory.BuildArray(new ArrayData(new StructType([new Field("a", list.Data.DataType, nullable: true), new Field("b", UInt8Type.Default, nullable: false)]), 3, 0, 0, [ArrowBuffer.Empty], [list.Data, bytes.Data]));
        using var batch = Convert(x, out var table);
        Assert.True(SparkTypes.Accepted(table.Schema.FieldsList[0].DataType));
        ArrowCompare.Equal(x, batch.Column(0));
        using var slice = Convert(ArrowArrayFactory.Slice(x, 2, 1), out _);
        Assert.Equal("[[3], 3]", ArrowCompare.Text(ArrowCompare.Of(slice.Column(0))[0]));
    }

    [Fact]
    public void Byte_strings_of_one_length_keep_their_memory()
    {
        var x = ArrowArrayFactory.BuildArray(new ArrayData(new FixedSizeBinaryType(2), 2, 0, 0, [ArrowBuffer.Empty, Buffer<byte>(1, 2, 3, 4)]));
        using var batch = Convert(x, out _);
        Assert.Equal(["0102", "0304"], Texts(batch));
        Assert.True(x.Data.Buffers[1].Span == batch.Column(0).Data.Buffers[2].Span);
    }

    [Fact]
    public void What_Spark_has_not_is_refused_with_the_columns_name()
    {
        Refused(new ListViewType(DoubleType.Default), "no such columns");
        Refused(IntervalType.DayTime, "no such interval");
        Refused(IntervalType.MonthDayNanosecond, "3.5");
        Refused(new DictionaryType(Int8Type.Default, new ListType(DoubleType.Default), false), "decode");
        Refused(new ListType(new Field("item", new ListViewType(DoubleType.Default), nullable: true)), "list<");
    }

    [Fact]
    public void Every_column_of_the_golden_tables_is_accepted_and_equal()
    {
        Assert.SkipWhen(Golden.Folder is null, Golden.Missing);
        foreach (var input in new GoldenCase("14_pass_through").Inputs.Where(i => i.EndsWith(".arrows", StringComparison.Ordinal)))
        {
            var table = GoldenTables.Open(input);
            var spark = SparkTable.Of(table.Schema, new Version(4, 3));
            Assert.All(spark.Schema.FieldsList, f => Assert.True(SparkTypes.Accepted(f.DataType), $"{f.Name}: {f.DataType.Name}"));
            Assert.NotEmpty(new SparkRows(table, spark).Batches);
        }
    }

    private static RecordBatch Convert(IArrowArray x, out SparkTable table) => Convert(x, new Field("x", x.Data.DataType, nullable: true), out table);

    private static RecordBatch Convert(IArrowArray x, Field field, out SparkTable table)
    {
        var schema = new Schema([field], null);
        table = SparkTable.Of(schema, Spark);
        return table.Convert(new RecordBatch(schema, [ArrowArrayFactory.BuildArray(x.Data.Retain())], x.Length));
    }

    private static void Becomes(IArrowArray x, IArrowType type, string? dtype, params object[] values) => Becomes(x, type, dtype, new Field("x", x.Data.DataType, nullable: true), values);

    private static void Becomes(IArrowArray x, IArrowType type, string? dtype, Field field, params object[] values)
    {
        using var batch = Convert(x, field, out var table);
        Assert.Equal(ArrowTypeNames.Of(type), ArrowTypeNames.Of(table.Schema.FieldsList[0].DataType));
        Assert.Equal(dtype, table.Schema.FieldsList[0].Metadata.GetValueOrDefault(SparkColumn.DTypeKey));
        Assert.Equal(values, ArrowCompare.Of(batch.Column(0)));
    }

    private static void Refused(IArrowType type, string why)
    {
        var error = Assert.Throws<PlanException>(() => SparkTable.Of(new Schema([new Field("odd", type, nullable: true)], null), Spark));
        Assert.Contains("'odd'", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    private static string[] Texts(RecordBatch batch) => [.. ArrowCompare.Of(batch.Column(0)).Select(ArrowCompare.Text)];

    private static IArrowArray Of<T>(IArrowType type, params T[] values)
        where T : unmanaged => ArrowArrayFactory.BuildArray(new ArrayData(type, values.Length, 0, 0, [ArrowBuffer.Empty, Buffer(values)]));

    private static ArrowBuffer Buffer<T>(params T[] values)
        where T : unmanaged => new(MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
}
