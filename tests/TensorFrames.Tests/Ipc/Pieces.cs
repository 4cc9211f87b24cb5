using TensorFrames.Ipc;

namespace TensorFrames.Tests.Ipc;

/// <summary>Fills pieces, in drops of 1 to 5 bytes, as a slow socket would, or of more.</summary>
internal sealed unsafe class Pieces(byte[] bytes, int most = 5) : ScatterStream
{
    private readonly TrickleStream _stream = new(bytes, most);

    public override int Read(Span<byte> buffer) => _stream.Read(buffer);

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
