namespace TensorFrames.Ipc;

/// <summary>A stream that fills several pieces of memory in one go: a record batch's buffers then come off a socket straight to their boundaries.</summary>
internal abstract class ScatterStream : ForwardStream
{
    /// <summary>Fills the pieces in order.</summary>
    /// <returns>Bytes that came: all, or fewer where the stream ends.</returns>
    internal abstract long Fill(Span<MemoryPiece> pieces);
}
