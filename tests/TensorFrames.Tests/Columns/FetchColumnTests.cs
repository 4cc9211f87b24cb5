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
        Assert.Contains("smaller blocks", Assert.Throws<BlockException>(() => column.Make(fetch, null!, new BlockPosition("part", 0, 0))).Message, StringComparison.Ordinal);
    }
}
