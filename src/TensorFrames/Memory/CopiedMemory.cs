using Apache.Arrow;

namespace TensorFrames.Memory;

/// <summary>Buffers that are copies: what is kept of a result of one row must not hold the block it may lie in.</summary>
internal sealed unsafe class CopiedMemory : IOutputMemory
{
    internal static CopiedMemory Instance { get; } = new();

    public ArrowBuffer Buffer(void* data, long bytes) =>
        bytes == 0 ? ArrowBuffer.Empty : new ArrowBuffer(new ReadOnlySpan<byte>(data, checked((int)bytes)).ToArray());
}
