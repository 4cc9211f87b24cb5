using System.Buffers;
using System.Runtime.InteropServices;

namespace TensorFrames.Memory;

/// <summary>A caller's memory of values as memory of bytes.</summary>
internal sealed class CastMemory<T>(Memory<T> values) : MemoryManager<byte>
    where T : unmanaged
{
    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(values.Span);

    public override unsafe MemoryHandle Pin(int elementIndex = 0)
    {
        var handle = values.Pin();
        return new MemoryHandle((byte*)handle.Pointer + elementIndex, default, new Unpinner(handle));
    }

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Unpinner(MemoryHandle handle) : IPinnable
    {
        private MemoryHandle _handle = handle;

        public MemoryHandle Pin(int elementIndex) => throw new NotSupportedException();

        public void Unpin() => _handle.Dispose();
    }
}
