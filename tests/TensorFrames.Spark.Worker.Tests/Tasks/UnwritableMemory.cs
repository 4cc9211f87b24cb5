using System.Buffers;

namespace TensorFrames.Spark.Worker.Tests.Tasks;

/// <summary>Memory that cannot be had any more when a writer comes to it: before anything of it is sent.</summary>
internal sealed unsafe class UnwritableMemory : MemoryManager<byte>
{
    private static readonly void* Nowhere = (void*)0x800;

    public override Memory<byte> Memory => CreateMemory(8);

    public override Span<byte> GetSpan() => throw new InvalidOperationException("no memory for the writer");

    public override MemoryHandle Pin(int elementIndex = 0) => new(Nowhere);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
