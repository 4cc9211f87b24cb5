namespace TensorFrames.Memory;

/// <summary>Reference counts that never come back from 0.</summary>
internal static class References
{
    /// <summary>One more, unless none is left.</summary>
    internal static bool TryRetain(ref int count)
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref count);
        }
        while (seen != 0 && Interlocked.CompareExchange(ref count, seen + 1, seen) != seen);
        return seen != 0;
    }
}
