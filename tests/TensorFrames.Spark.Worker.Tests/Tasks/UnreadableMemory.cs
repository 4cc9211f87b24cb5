using System.Buffers;

namespace TensorFrames.Spark.Worker.Tests.Tasks;

/// <summary>Memory that the kernel cannot read: a send that comes to it fails, after it has sent what lies before.</summary>
internal sealed unsafe class UnreadableMemory(int length) : MemoryManager<byte>
{
    // In the first page, where nothing is ever mapped.
    private static readonly void* Nowhere = (void*)0x800;

    public override Span<byte> GetSpan() => new(Nowhere, length);

    public override MemoryHandle Pin(int elementIndex = 0) => new((byte*)Nowhere + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
