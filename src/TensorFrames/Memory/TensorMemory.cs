using System.Buffers;

namespace TensorFrames.Memory;

/// <summary>Memory of one output column inside TensorFlow: read-only by contract, since it may be shared with a feed or a constant.</summary>
internal sealed unsafe class TensorMemory(RunOwner owner, byte* data, int length) : MemoryManager<byte>
{
    private RunOwner? _owner = owner;

    public override Span<byte> GetSpan() => new(_owner is null ? throw Gone() : data, length);

    // Native memory does not move; who pins it holds the buffer as well.
    public override MemoryHandle Pin(int elementIndex = 0) => new(_owner is null ? throw Gone() : data + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing) => Interlocked.Exchange(ref _owner, null)?.Release();

    private static ObjectDisposedException Gone() => new("RecordBatch", "The result was disposed of.");
}
