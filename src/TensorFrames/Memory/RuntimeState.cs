using TensorFrames.Interop;

namespace TensorFrames.Memory;

/// <summary>
/// A loaded libtensorflow with the leases it holds. Outputs and leases keep it open after its owner has closed it, so
/// that tokens can still be drained.
/// </summary>
internal sealed unsafe class RuntimeState(RuntimeHandle handle)
{
    private int _references = 1;

    internal RuntimeHandle Handle { get; } = handle;

    internal LeaseTable Leases { get; } = new();

    internal void Retain() => Interlocked.Increment(ref _references);

    /// <summary>False where the runtime is closed: its owner may close it under a run of another thread.</summary>
    internal bool TryRetain()
    {
        for (var seen = Volatile.Read(ref _references); seen != 0;)
        {
            var found = Interlocked.CompareExchange(ref _references, seen + 1, seen);
            if (found == seen)
            {
                return true;
            }

            seen = found;
        }

        return false;
    }

    internal void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
        {
            Handle.Dispose();
        }
    }

    internal void Hold(ulong token, Lease lease)
    {
        Retain();
        Leases.Hold(token, lease);
        Drain();
    }

    internal void DrainIfLeased()
    {
        if (Leases.Outstanding != 0 && TryRetain())
        {
            Drain();
            Release();
        }
    }

    /// <summary>Releases the pins of every lease that TensorFlow has let go.</summary>
    internal void Drain()
    {
        const int Capacity = 64;
        var tokens = stackalloc ulong[Capacity];
        int count;
        do
        {
            count = Shim.tfn_runtime_drain(Handle, tokens, Capacity);
            Leases.LetGo(new ReadOnlySpan<ulong>(tokens, count));
            for (var i = 0; i < count; i++)
            {
                Release();
            }
        }
        while (count == Capacity);
    }
}
