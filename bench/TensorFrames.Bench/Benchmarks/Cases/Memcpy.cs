using System.Runtime.InteropServices;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>So many bytes from one place in memory to another, over and over: what any copy costs at least.</summary>
internal sealed unsafe class Memcpy : IDisposable
{
    private const int Boundary = 64;
    private readonly nuint _bytes;
    private byte* _from;
    private byte* _to;

    internal Memcpy(long bytes)
    {
        _bytes = (nuint)bytes;
        _from = (byte*)NativeMemory.AlignedAlloc(_bytes, Boundary);
        _to = (byte*)NativeMemory.AlignedAlloc(_bytes, Boundary);

        // Fresh pages are all one page of zeros.
        NativeMemory.Fill(_from, _bytes, 1);
        NativeMemory.Fill(_to, _bytes, 2);
    }

    internal long Copy()
    {
        NativeMemory.Copy(_from, _to, _bytes);
        return (long)_bytes;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_from);
        NativeMemory.AlignedFree(_to);
        _from = null;
        _to = null;
    }
}
