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

    /// <summary>Keeps it open; who calls must know that it is.</summary>
    internal void Retain() => Interlocked.Increment(ref _references);

    /// <summary>Keeps it open, if it is.</summary>
    /// <exception cref="ObjectDisposedException">It was closed.</exception>
    internal void RetainOpen() => ObjectDisposedException.ThrowIf(!References.TryRetain(ref _references), typeof(TensorFlowRuntime));

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
        if (!Leases.Hold(token, lease))
        {
            Release();
        }

        Drain();
    }

    internal void DrainIfLeased()
    {
        if (Leases.Outstanding != 0)
        {
            Drain();
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
            for (var left = Leases.LetGo(new ReadOnlySpan<ulong>(tokens, count)); left > 0; left--)
            {
                Release();
            }
        }
        while (count == Capacity);
    }
}
