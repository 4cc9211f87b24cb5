using TensorFrames.Ipc;

namespace TensorFrames.Tests.Ipc;

/// <summary>Some bytes, then others again and again: a long stream out of one batch.</summary>
internal sealed class LoopStream(byte[] head, byte[] body, int times) : ForwardStream
{
    private byte[] _now = head;
    private int _at;
    private int _left = times;

    public override int Read(Span<byte> buffer)
    {
        if (_at == _now.Length && _left > 0)
        {
            (_now, _at, _left) = (body, 0, _left - 1);
        }

        var count = Math.Min(buffer.Length, _now.Length - _at);
        _now.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }
}
