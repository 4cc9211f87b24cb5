using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using Apache.Arrow;

namespace TensorFrames.Memory;

/// <summary>
/// A pooled block on a 64-byte boundary for the conversions that have to copy. It lies on the pinned heap, so its address
/// holds and a lost block is collected like any object.
/// </summary>
internal sealed unsafe class AlignedBlock
{
    internal const int Alignment = 64;
    private const int SmallestClass = 8;
    private const int LargestPooledClass = 26;
    private const int KeptPerClass = 4;
    internal const long MaxIdleBytes = 256L << 20;
    private static readonly ConcurrentBag<AlignedBlock>[] Pool = NewPool();
    private static long _liveBytes;
    private static long _idleBytes;

    private readonly byte[] _array;
    private readonly int _start;
    private readonly int _sizeClass;

    private AlignedBlock(int sizeClass)
    {
        _sizeClass = sizeClass;
        _array = GC.AllocateUninitializedArray<byte>(checked((1 << sizeClass) + Alignment), pinned: true);
        var address = (nint)Unsafe.AsPointer(ref _array[0]);
        _start = (int)(-address & (Alignment - 1));
        Pointer = (byte*)address + _start;
    }

    /// <summary>Bytes of blocks that are rented now; 0 when nothing is under way.</summary>
    internal static long LiveBytes => Interlocked.Read(ref _liveBytes);

    /// <summary>Bytes of blocks kept for the next conversions, at most <see cref="MaxIdleBytes"/>.</summary>
    internal static long IdleBytes => Interlocked.Read(ref _idleBytes);

    internal byte* Pointer { get; }

    internal int Capacity => 1 << _sizeClass;

    internal Span<byte> Span => new(Pointer, Capacity);

    /// <summary>The first <paramref name="length"/> bytes as a buffer that must not outlive the rent.</summary>
    internal ArrowBuffer Buffer(int length) => new(_array.AsMemory(_start, length));

    internal static AlignedBlock Rent(long bytes)
    {
        if (bytes > 1L << 30)
        {
            throw new BlockException($"A conversion needs {bytes:N0} bytes in one piece, more than 1 GiB. Fix: smaller blocks (BlockRows, --batch-rows).");
        }

        var sizeClass = Math.Max(SmallestClass, BitOperations.Log2((ulong)Math.Max(1, bytes - 1)) + 1);
        Interlocked.Add(ref _liveBytes, 1L << sizeClass);
        if (sizeClass > LargestPooledClass || !Pool[sizeClass].TryTake(out var block))
        {
            return new AlignedBlock(sizeClass);
        }

        Interlocked.Add(ref _idleBytes, -(1L << sizeClass));
        return block;
    }

    internal void Return()
    {
        Interlocked.Add(ref _liveBytes, -(1L << _sizeClass));
        if (_sizeClass > LargestPooledClass || Pool[_sizeClass].Count >= KeptPerClass)
        {
            return;
        }

        if (Interlocked.Add(ref _idleBytes, 1L << _sizeClass) <= MaxIdleBytes)
        {
            Pool[_sizeClass].Add(this);
        }
        else
        {
            Interlocked.Add(ref _idleBytes, -(1L << _sizeClass));
        }
    }

    private static ConcurrentBag<AlignedBlock>[] NewPool()
    {
        var pool = new ConcurrentBag<AlignedBlock>[LargestPooledClass + 1];
        for (var i = 0; i < pool.Length; i++)
        {
            pool[i] = [];
        }

        return pool;
    }
}
