using System.Buffers;
using System.Runtime.CompilerServices;

namespace TensorFrames.Tests.Run;

/// <summary>Memory of floats on a 64-byte boundary that counts its pins, and can be told to have gone.</summary>
internal sealed unsafe class CountedMemory : MemoryManager<float>
{
    private readonly float[] _array;
    private readonly int _start;
    private readonly int _length;
    private bool _gone;
    private int _pins;

    internal CountedMemory(int length)
    {
        (_array, _length) = (GC.AllocateArray<float>(length + 16, pinned: true), length);
        _start = (int)(-(nint)Unsafe.AsPointer(ref _array[0]) & 63) / sizeof(float);
    }

    internal int Pins => Volatile.Read(ref _pins);

    internal void Break() => _gone = true;

    public override Span<float> GetSpan() => _array.AsSpan(_start, _length);

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ObjectDisposedException.ThrowIf(_gone, this);
        Interlocked.Increment(ref _pins);
        return new MemoryHandle((float*)Unsafe.AsPointer(ref _array[_start]) + elementIndex, default, this);
    }

    public override void Unpin() => Interlocked.Decrement(ref _pins);

    protected override void Dispose(bool disposing)
    {
    }
}
