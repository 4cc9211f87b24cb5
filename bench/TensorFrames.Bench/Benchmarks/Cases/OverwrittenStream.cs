namespace TensorFrames.Bench.Benchmarks;

/// <summary>A place in memory that each batch is written to anew.</summary>
internal sealed class OverwrittenStream : Stream
{
    private byte[] _memory = new byte[1 << 16];
    private int _at;

    /// <summary>What was written since <see cref="Restart"/>.</summary>
    internal ReadOnlyMemory<byte> Written => _memory.AsMemory(0, _at);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    internal void Restart() => _at = 0;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_memory.Length - _at < buffer.Length)
        {
            System.Array.Resize(ref _memory, Math.Max(2 * _memory.Length, _at + buffer.Length));
        }

        buffer.CopyTo(_memory.AsSpan(_at));
        _at += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
