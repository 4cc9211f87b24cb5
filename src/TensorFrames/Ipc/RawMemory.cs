using System.Buffers;

namespace TensorFrames.Ipc;

/// <summary>Native memory for the length of one call to a codec, which takes nothing but Memory. Used again and again.</summary>
internal sealed unsafe class RawMemory : MemoryManager<byte>
{
    private byte* _pointer;
    private int _length;

    public Memory<byte> Over(byte* pointer, long length)
    {
        _pointer = pointer;
        _length = checked((int)length);
        return Memory;
    }

    public override Span<byte> GetSpan() => new(_pointer, _length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_pointer + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
