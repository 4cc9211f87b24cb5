using TensorFrames.Bench.Benchmarks;

namespace TensorFrames.Bench.Tests;

/// <summary>The counters that stand beside the times are the shim's own.</summary>
public sealed class StageCountsTests
{
    private const int Rows = 1_000;

    [Theory]
    [InlineData("float64", Rows * 8, 0, 0)]
    [InlineData("float32[32]", Rows * 128, 0, 0)]
    [InlineData("string", 14_890, 0, 0)]
    [InlineData("float64, misaligned", 0, Rows * 8, Rows * 8)]
    [InlineData("float32[32], misaligned", 0, Rows * 128, Rows * 128)]
    [InlineData("bool", 0, Rows / 8, Rows)]
    public void A_block_borrows_or_copies_what_the_shim_says(string kind, long borrowed, long copied, long copiedByShim)
    {
        using var stage = new ColumnToTensorBenchmarks { Case = new(kind, Rows) };
        stage.SetUp();
        stage.Ours();
        var (before, shim) = (StageCounts.Now!(), Runtimes.Newest.Counters);
        stage.Ours();
        stage.Ours();
        var (after, shimAfter) = (StageCounts.Now!(), Runtimes.Newest.Counters);
        Assert.Equal((2, 2 * borrowed, 2 * copied), (after.Operations - before.Operations, after.BorrowedBytes - before.BorrowedBytes, after.CopiedBytes - before.CopiedBytes));

        // The column's bits, the shim's bytes.
        Assert.Equal((2 * borrowed, 2 * copiedByShim), (shimAfter.BorrowedBytes - shim.BorrowedBytes, shimAfter.CopiedBytes - shim.CopiedBytes));
    }

    [Theory]
    [InlineData("float64, filled nulls", Rows * 8)]
    [InlineData("int32 widened to int64", Rows * 8)]
    public void What_is_copied_before_the_shim_counts_as_copied(string kind, long copied)
    {
        using var stage = new ColumnToTensorBenchmarks { Case = new(kind, Rows) };
        stage.SetUp();
        stage.Ours();
        Assert.Equal(new StageCounts(1, 0, copied), StageCounts.Now!());
    }

    [Fact]
    public void Results_that_are_held_are_live_bytes_until_they_are_let_go()
    {
        StageCounts.Held = null;
        Assert.Equal(0, BytesDiagnoser.Settled());
        using (var stage = new RunBenchmarks { Case = new("float64, x + 3", Rows) })
        {
            stage.SetUp();
            using (stage.Next())
            {
                Assert.Equal(Rows * 8, StageCounts.LiveBytes(Runtimes.Newest));
            }
        }

        Assert.Equal(0, BytesDiagnoser.Settled());
    }
}
