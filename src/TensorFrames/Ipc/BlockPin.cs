using System.Buffers;

namespace TensorFrames.Ipc;

/// <summary>Keeps a block while a handle points into it.</summary>
internal sealed class BlockPin(AlignedBlock block) : IPinnable
{
    private AlignedBlock? _block = block;

    public MemoryHandle Pin(int elementIndex) => throw new NotSupportedException();

    public void Unpin() => Interlocked.Exchange(ref _block, null)?.Release();
}
