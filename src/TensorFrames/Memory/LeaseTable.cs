namespace TensorFrames.Memory;

/// <summary>
/// Leases by token. TensorFlow may let go on its own thread between a run's return and the entry of its lease here, and
/// another thread may drain the token first: such an early token waits for its lease.
/// </summary>
internal sealed class LeaseTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, Lease> _held = [];
    private readonly HashSet<ulong> _early = [];
    private int _outstanding;
    private long _next;

    internal int Outstanding => Volatile.Read(ref _outstanding);

    internal ulong NextToken() => (ulong)Interlocked.Increment(ref _next);

    /// <summary>False: its token came early, and the lease is released already.</summary>
    internal bool Hold(ulong token, Lease lease)
    {
        lock (_gate)
        {
            if (!_early.Remove(token))
            {
                _held.Add(token, lease);
                _outstanding++;
                return true;
            }
        }

        lease.Release();
        return false;
    }

    /// <summary>Releases the leases of these tokens; returns how many of them were held.</summary>
    internal int LetGo(ReadOnlySpan<ulong> tokens)
    {
        var held = 0;
        foreach (var token in tokens)
        {
            Lease? lease;
            lock (_gate)
            {
                if (_held.Remove(token, out lease))
                {
                    _outstanding--;
                    held++;
                }
                else
                {
                    _early.Add(token);
                }
            }

            lease?.Release();
        }

        return held;
    }
}
