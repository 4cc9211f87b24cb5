using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Tests.Graphs;
using Xunit;

namespace TensorFrames.Tests.Columns;

/// <summary>Dictionary-encoded columns: codes of any width, nulls in codes and in values, slices of both.</summary>
public sealed class DictionaryColumnTests
{
    private static readonly StringArray Colours = new StringArray.Builder().Append("red").AppendNull().Append("a colour with quite a long name").Build();

    public static TheoryData<string> IndexTypes => ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"];

    [Theory, MemberData(nameof(IndexTypes))]
    public void Codes_may_have_any_width(string width)
    {
        foreach (var tf in TestRuntimes.Present)
        {
            Gives(tf, Of(Codes(width, 2, 0, 2), Colours), DType.String, "a colour with quite a long name", "red", "a colour with quite a long name");
        }
    }

    [Theory, EveryRuntime]
    public void Null_codes_and_null_values_are_nulls(Runtime tf)
    {
        Assert.Equal(1, Refused(tf, Of(Codes("int8", 0, 1), Colours), DType.String).Row);
        Assert.Equal(2, Refused(tf, Of(new Int8Array.Builder().Append(0).Append(0).AppendNull().Build(), Colours), DType.String).Row);
        Gives(tf, Of(new Int8Array.Builder().Append(1).AppendNull().Append(0).Build(), Colours), DType.String, NullPolicy.Fill("?"), "?", "?", "red");
    }

    [Theory, EveryRuntime]
    public void Codes_outside_the_dictionary_are_refused(Runtime tf)
    {
        Refused(tf, Of(Codes("int8", 0, 3), Colours), DType.String);
        Refused(tf, Of(new Int8Array.Builder().Append(-1).Build(), Colours), DType.String);
        Refused(tf, Of(new UInt64Array.Builder().Append(ulong.MaxValue).Build(), Colours), DType.String);
    }

    [Theory, EveryRuntime]
    public void An_empty_dictionary_serves_columns_of_nulls(Runtime tf) =>
        Gives(tf, Of(new Int32Array.Builder().AppendNull().AppendNull().Build(), new DoubleArray.Builder().Build()), DType.Float64, NullPolicy.Fill(4), "4", "4");

    [Theory, EveryRuntime]
    public void Values_of_every_kind_are_looked_up(Runtime tf)
    {
        var codes = Codes("int32", 1, 0, 1);
        Gives(tf, Of(codes, new FloatArray.Builder().Append(1.5f).Append(2.5f).Build()), DType.Float32, "2.5", "1.5", "2.5");
        Gives(tf, Of(codes, new BooleanArray.Builder().Append(true).Append(false).Build()), DType.Bool, "False", "True", "False");
        Gives(tf, Of(codes, new StringViewArray.Builder().Append("short").Append("longer than the twelve bytes of a view").Build()), DType.String, "longer than the twelve bytes of a view", "short", "longer than the twelve bytes of a view");
        Gives(tf, Of(codes, ColumnKind.All.Single(k => k.Name == "large string").Make()), DType.String, "s1", "", "s1");
        Gives(tf, Of(codes, Fixed(2, 65, 66, 67, 68)), DType.String, "CD", "AB", "CD");
    }

    [Theory, EveryRuntime]
    public void Slices_of_codes_and_of_values_begin_where_they_do(Runtime tf)
    {
        var values = ArrowArrayFactory.Slice(new Int64Array.Builder().AppendRange([9, 10, 20, 30]).Build(), 1, 3);
        Gives(tf, ArrowArrayFactory.Slice(Of(Codes("int16", 0, 1, 2, 1, 0), values), 1, 3), DType.Int64, "20", "30", "20");
    }

    [Theory, EveryRuntime]
    public void Lists_of_dictionary_values_are_looked_up(Runtime tf)
    {
        var list = ColumnKind.FixedList(Of(Codes("int8", 0, 2, 2, 0), Colours), 2, 2);
        var column = Identity.Run(tf, list, DType.String, new(-1, 2)).Column;
        Assert.Equal("red", ((StringArray)((FixedSizeListArray)column).Values).GetString(3));
    }

    [Theory, EveryRuntime]
    public void A_mask_sees_the_nulls_of_the_values_too(Runtime tf)
    {
        using var graph = Graph.Load(
            new GraphBuilder().Placeholder("x", DType.String, -1).Placeholder("m", DType.Bool, -1)
                .Node("y", "Identity", ["x"], GraphBuilder.T(DType.String)).Node("seen", "Identity", ["m"], GraphBuilder.T(DType.Bool)).Bytes,
            tf.Open());
        var options = new MapOptions { Fetches = ["y", "seen"], Keep = [], Nulls = new Dictionary<string, NullPolicy> { ["x"] = NullPolicy.Mask("m") } };
        var batch = Tables.Run(graph, options, ("x", Of(new Int8Array.Builder().Append(1).AppendNull().Append(0).Build(), Colours)));
        Assert.Equal([false, false, true], ((BooleanArray)batch.Column("seen")).Select(b => b!.Value));
    }

    private static DictionaryArray Of(IArrowArray codes, IArrowArray values) => new(new DictionaryType(codes.Data.DataType, values.Data.DataType, ordered: false), codes, values);

    private static IArrowArray Codes(string width, params int[] codes) => width switch
    {
        "int8" => Make<sbyte>(Int8Type.Default, codes),
        "uint8" => Make<byte>(UInt8Type.Default, codes),
        "int16" => Make<short>(Int16Type.Default, codes),
        "uint16" => Make<ushort>(UInt16Type.Default, codes),
        "int32" => Make<int>(Int32Type.Default, codes),
        "uint32" => Make<uint>(UInt32Type.Default, codes),
        "int64" => Make<long>(Int64Type.Default, codes),
        _ => Make<ulong>(UInt64Type.Default, codes),
    };

    private static IArrowArray Make<T>(IArrowType type, int[] codes)
        where T : unmanaged, System.Numerics.INumber<T> =>
        ArrowArrayFactory.BuildArray(new ArrayData(type, codes.Length, 0, 0, [ArrowBuffer.Empty, new(MemoryMarshal.AsBytes(codes.Select(T.CreateChecked).ToArray().AsSpan()).ToArray())], children: null));

    private static IArrowArray Fixed(int width, params byte[] bytes) =>
        ArrowArrayFactory.BuildArray(new ArrayData(new FixedSizeBinaryType(width), bytes.Length / width, 0, 0, [ArrowBuffer.Empty, new(bytes)], children: null));

    private static void Gives(Runtime tf, IArrowArray x, DType dtype, params string[] rows) => Gives(tf, x, dtype, NullPolicy.Error, rows);

    private static void Gives(Runtime tf, IArrowArray x, DType dtype, NullPolicy nulls, params string[] rows)
    {
        var column = Identity.Run(tf, x, dtype, new(-1), new MapOptions { DefaultNulls = nulls }).Column;
        Assert.Equal(rows, ArrowCompare.Of(column).Select(cell => cell is byte[] text ? System.Text.Encoding.UTF8.GetString(text) : ArrowCompare.Text(cell)));
    }

    private static BlockException Refused(Runtime tf, IArrowArray x, DType dtype) => Assert.Throws<BlockException>(() => Identity.Run(tf, x, dtype, new(-1)));
}
