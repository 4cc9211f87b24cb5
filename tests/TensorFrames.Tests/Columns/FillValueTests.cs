using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Columns.In;
using Xunit;

namespace TensorFrames.Tests.Columns;

/// <summary>Fill values are taken whole or refused when planned; none is cut to fit.</summary>
public sealed class FillValueTests
{
    public static TheoryData<DType, object> Fitting => new()
    {
        { DType.UInt8, 255 }, { DType.UInt8, "255" }, { DType.UInt8, 7.0 }, { DType.UInt8, 7m }, { DType.Int8, -128L },
        { DType.Int64, 9007199254740993m }, { DType.Int64, "9007199254740993" }, { DType.UInt64, ulong.MaxValue },
        { DType.Float16, 65504 }, { DType.Float16, Half.NaN }, { DType.Float32, "Infinity" }, { DType.Float32, double.PositiveInfinity },
        { DType.Float32, 0.1 }, { DType.Float64, "1e300" }, { DType.Float64, "NaN" }, { DType.BFloat16, 1e30 }, { DType.Bool, "true" }, { DType.String, "" },
    };

    public static TheoryData<DType, object> Unfit => new()
    {
        { DType.UInt8, 300 }, { DType.UInt8, "300" }, { DType.UInt8, -1 }, { DType.UInt8, 1.5 }, { DType.UInt8, 1.5m }, { DType.UInt8, double.NaN }, { DType.UInt8, "" },
        { DType.Int8, 128 }, { DType.Int64, 9.3e18 }, { DType.Int64, ulong.MaxValue }, { DType.UInt64, -1 }, { DType.Int32, true }, { DType.Int32, 'a' },
        { DType.Float16, 70_000 }, { DType.Float16, "70000" }, { DType.Float32, 1e300 }, { DType.Float32, "1e300" }, { DType.BFloat16, 3.4e38 },
        { DType.Float64, "many" }, { DType.Float64, new DateTime(2020, 1, 1) }, { DType.Bool, 1 }, { DType.Bool, "1" }, { DType.String, 1 },
    };

    [Theory, MemberData(nameof(Fitting))]
    public void A_value_that_the_dtype_has_is_taken(DType dtype, object value) => Assert.NotNull(Plan(dtype, value));

    [Theory, MemberData(nameof(Unfit))]
    public void A_value_that_the_dtype_has_not_is_refused_by_name(DType dtype, object value) =>
        Assert.Contains($"is no {dtype.Name()}", Assert.Throws<PlanException>(() => Plan(dtype, value)).Message, StringComparison.Ordinal);

    [Fact]
    public void BFloat16_is_rounded_to_the_nearest() =>
        Assert.Equal(["3F81", "3F80", "3F82", "BF81", "7FC0"], new object[] { 1.0079, 1.0039, 1.01171875, -1.0079, float.NaN }.Select(v => Hex(v)));

    private static string Hex(object value) => $"{BitConverter.ToUInt16(FillValue.Raw(Plan(DType.BFloat16, value), value)) & (value is float ? 0x7FFF : 0xFFFF):X4}";

    private static FeedSpec Plan(DType dtype, object value) =>
        FeedPlanner.Plan(new Field("x", Of(dtype), true), "x", dtype, new(-1), new FeedOptions { Nulls = NullPolicy.Fill(value) });

    private static IArrowType Of(DType dtype) => TensorFrames.Columns.Out.ArrowTypes.Of(dtype, binary: false);
}
