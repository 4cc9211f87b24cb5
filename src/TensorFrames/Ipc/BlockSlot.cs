using System.Buffers;

namespace TensorFrames.Ipc;

/// <summary>One buffer's part of a block, as Apache.Arrow wants it: it holds the block until disposed and while pinned.</summary>
internal sealed unsafe class BlockSlot : MemoryManager<byte>
{
    private readonly byte* _pointer;
    private readonly int _length;
    private AlignedBlock? _block;

    public BlockSlot(AlignedBlock block, long position, int length)
    {
        block.Retain();
        _block = block;
        _pointer = block.Pointer + position;
        _length = length;
    }

    public override Span<byte> GetSpan() => new(_block is null ? throw Gone() : _pointer, _length);

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)_length, nameof(elementIndex));
        var block = _block ?? throw Gone();
        block.Retain();
        return new MemoryHandle(_pointer + elementIndex, default, new BlockPin(block));
    }

    public override void Unpin()
    {
        // Each pin has an object of its own, so that it outlives the slot.
    }

    protected override void Dispose(bool disposing) => Interlocked.Exchange(ref _block, null)?.Release();

    private static ObjectDisposedException Gone() => new("RecordBatch", "The batch was disposed.");
}
