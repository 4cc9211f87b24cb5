namespace TensorFrames.Tests.Ipc;

/// <summary>Some bytes, then others again and again: a long stream out of one batch.</summary>
internal sealed class LoopStream(byte[] head, byte[] body, int times) : Stream
{
    private byte[] _now = head;
    private int _at;
    private int _left = times;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

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

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
