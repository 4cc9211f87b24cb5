using Apache.Arrow;
using TensorFrames.Memory;
using Xunit;

namespace TensorFrames.Tests.Memory;

/// <summary>What the library uses of Apache.Arrow's insides; an upgrade that changes it fails here first.</summary>
public sealed class PinnedVersionTests
{
    [Fact]
    public void An_owned_buffer_lets_go_of_its_owner_with_the_last_share()
    {
        var owner = new CountedOwner(new byte[64]);
        var buffer = OwnedBuffer.Create(owner);
        var share = buffer.Retain();
        buffer.Dispose();
        Assert.Equal(0, owner.Disposals);
        Assert.Equal(64, share.Length);
        share.Dispose();
        Assert.Equal(1, owner.Disposals);
    }

    [Fact]
    public void Apache_Arrow_is_the_version_this_was_tried_on() =>
        Assert.Equal(new Version(23, 0, 0, 0), typeof(ArrowBuffer).Assembly.GetName().Version);

    private sealed class CountedOwner(byte[] bytes) : System.Buffers.IMemoryOwner<byte>
    {
        public int Disposals { get; private set; }

        public Memory<byte> Memory => bytes;

        public void Dispose() => Disposals++;
    }
}
