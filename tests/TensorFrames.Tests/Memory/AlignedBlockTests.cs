using TensorFrames.Memory;
using Xunit;

namespace TensorFrames.Tests.Memory;

public sealed class AlignedBlockTests
{
    [Fact]
    public void Idle_blocks_are_kept_up_to_a_limit()
    {
        for (var size = 1L << 20; size <= 1L << 26; size *= 2)
        {
            var blocks = Enumerable.Range(0, 6).Select(_ => AlignedBlock.Rent(size)).ToList();
            Assert.All(blocks, block => Assert.Equal(0, (long)Address(block) % AlignedBlock.Alignment));
            blocks.ForEach(block => block.Return());
            Assert.InRange(AlignedBlock.IdleBytes, 0, AlignedBlock.MaxIdleBytes);
        }

        Assert.InRange(AlignedBlock.IdleBytes, 1, AlignedBlock.MaxIdleBytes);
    }

    [Fact]
    public void More_than_one_block_can_hold_is_an_error_that_says_so() =>
        Assert.Contains("smaller blocks", Assert.Throws<BlockException>(() => AlignedBlock.Rent((1L << 30) + 1)).Message, StringComparison.Ordinal);

    private static unsafe nint Address(AlignedBlock block) => (nint)block.Pointer;
}
