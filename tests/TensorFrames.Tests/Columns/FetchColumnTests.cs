using TensorFrames.Columns.Out;
using TensorFrames.Interop;
using TensorFrames.Run;
using Xunit;

namespace TensorFrames.Tests.Columns;

public sealed class FetchColumnTests
{
    [Fact]
    public unsafe void More_values_than_a_column_holds_are_refused()
    {
        var rows = 1L << 31;
        var fetch = new Fetch { DType = (int)DType.Bool, Rank = 1, Dims = &rows, Count = rows, DataBytes = rows / 8 };
        var column = new FetchColumn(new FetchSpec { Name = "y", DType = DType.Bool, Cell = new([]) });
        Assert.Contains("smaller blocks", Assert.Throws<BlockException>(() => column.Make(fetch, null, null!, new BlockPosition("part", 0, 0))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DType.UInt64, true, 134_217_728, "(uint64) gave 134,217,728 values, which take 2,147,483,648 bytes as decimal")]
    [InlineData(DType.UInt8, true, 1_073_741_824, "(uint8) gave 1,073,741,824 values, which take 2,147,483,648 bytes as int16")]
    [InlineData(DType.BFloat16, true, 536_870_912, "as float32")]
    [InlineData(DType.Float64, false, 268_435_456, "as float64")]
    public unsafe void Values_that_take_more_bytes_than_a_column_holds_are_refused(DType dtype, bool spark, long rows, string words)
    {
        var fetch = new Fetch { DType = (int)dtype, Rank = 1, Dims = &rows, Count = rows, DataBytes = rows * dtype.Width() };
        var column = new FetchColumn(new FetchSpec { Name = "y", DType = dtype, Cell = new([]), AsSparkType = spark });
        var error = Assert.Throws<BlockException>(() => column.Make(fetch, null, null!, new BlockPosition("part", 0, 0)));
        Assert.Equal("y", error.Tensor);
        Assert.All(["Fetch 'y'", words, "part", "smaller blocks"], w => Assert.Contains(w, error.Message, StringComparison.Ordinal));
    }
}
