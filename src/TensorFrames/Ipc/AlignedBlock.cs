using System.Runtime.InteropServices;

namespace TensorFrames.Ipc;

/// <summary>
/// The native memory of one batch, on a 64-byte boundary. Counted: it starts with one reference (the reader's), each
/// slot adds one, and the last to go gives it back to the pool. No finaliser: Apache.Arrow's handles over the slots have one.
/// </summary>
internal sealed unsafe class AlignedBlock
{
    public const int Alignment = 64;

    private readonly BlockPool _pool;
    private int _references;

    public AlignedBlock(BlockPool pool, long capacity)
    {
        _pool = pool;
        Capacity = capacity;
        Pointer = (byte*)NativeMemory.AlignedAlloc((nuint)capacity, Alignment);

        // Told once per allocation, not per batch: batches that are disposed go round in the pool and trigger no
        // collection, dropped ones do.
        GC.AddMemoryPressure(capacity);
    }

    public byte* Pointer { get; private set; }

    public long Capacity { get; private set; }

    public static long RoundUp(long length) => (length + Alignment - 1) & -Alignment;

    /// <summary>Makes it a batch's own, with one reference.</summary>
    public void Start() => _references = 1;

    public void Retain() => Interlocked.Increment(ref _references);

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
        {
            _pool.Return(this);
        }
    }

    public ReadOnlySpan<byte> Span(in BufferSlot slot) => new(Pointer + slot.Position, (int)slot.Length);

    /// <summary>Makes it larger, what is in it stays; only the pool calls this, while nobody refers to its place.</summary>
    public void Grow(long capacity)
    {
        Pointer = (byte*)NativeMemory.AlignedRealloc(Pointer, (nuint)capacity, Alignment);
        GC.AddMemoryPressure(capacity - Capacity);
        Capacity = capacity;
    }

    /// <summary>Frees the memory; only the pool calls this, when nobody refers to it.</summary>
    public void Free()
    {
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
        GC.RemoveMemoryPressure(Capacity);
    }
}
