using TensorFrames.Ipc;

namespace TensorFrames.Tests.Ipc;

/// <summary>Fills pieces, in drops of 1 to 5 bytes, as a slow socket would, or of more.</summary>
internal sealed unsafe class Pieces(byte[] bytes, int most = 5) : ScatterStream
{
    private readonly TrickleStream _stream = new(bytes, most);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer) => _stream.Read(buffer);

    public override int Read(byte[] buffer, int offset, int count) => _stream.Read(buffer, offset, count);

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    internal override long Fill(Span<MemoryPiece> pieces)
    {
        long all = 0;
        foreach (var piece in pieces)
        {
            all += _stream.ReadAtLeast(new Span<byte>(piece.Start, (int)piece.Length), (int)piece.Length, throwOnEndOfStream: false);
        }

        return all;
    }
}
