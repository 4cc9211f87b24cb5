using TensorFrames.Memory;
using Xunit;

namespace TensorFrames.Tests.Memory;

public sealed class LeaseTableTests
{
    [Fact]
    public void A_token_that_comes_before_its_lease_lets_it_go_at_once()
    {
        var (leases, block) = (new LeaseTable(), AlignedBlock.Rent(100));
        Assert.Equal(0, leases.LetGo([7]));
        Assert.False(leases.Hold(7, new Lease([], [], [block])));
        Assert.Equal(0, leases.Outstanding);
    }

    [Fact]
    public void Each_lease_that_is_held_is_let_go_once()
    {
        var (leases, block) = (new LeaseTable(), AlignedBlock.Rent(100));
        Assert.True(leases.Hold(7, new Lease([], [], [block])));
        Assert.Equal(1, leases.Outstanding);
        Assert.Equal(1, leases.LetGo([7]));
        Assert.Equal(0, leases.Outstanding);
    }
}
