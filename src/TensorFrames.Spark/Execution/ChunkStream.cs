using TensorFrames.Ipc;

namespace TensorFrames.Spark;

/// <summary>Pieces of memory read as one stream, without joining them first.</summary>
internal sealed class ChunkStream(IReadOnlyList<ReadOnlyMemory<byte>> chunks) : ForwardStream
{
    private int _chunk;
    private int _offset;

    public override int Read(Span<byte> buffer)
    {
        while (_chunk < chunks.Count && _offset == chunks[_chunk].Length)
        {
            (_chunk, _offset) = (_chunk + 1, 0);
        }

        if (_chunk == chunks.Count)
        {
            return 0;
        }

        var piece = chunks[_chunk].Span[_offset..];
        piece = piece[..Math.Min(piece.Length, buffer.Length)];
        piece.CopyTo(buffer);
        _offset += piece.Length;
        return piece.Length;
    }
}
