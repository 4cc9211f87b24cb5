using TensorFrames.Ipc;

namespace TensorFrames.Tests.Ipc;

/// <summary>A stream like a slow socket: it cannot be sought and gives 1 to 7 bytes a read.</summary>
internal sealed class TrickleStream(byte[] bytes, int most = 7) : ForwardStream
{
    private int _step;

    public int Taken { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(Math.Min(buffer.Length, bytes.Length - Taken), most > 7 ? most : 1 + (_step++ % most));
        bytes.AsSpan(Taken, count).CopyTo(buffer);
        Taken += count;
        return count;
    }
}
