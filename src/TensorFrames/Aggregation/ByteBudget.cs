namespace TensorFrames.Aggregation;

/// <summary>Bytes that threads may take together: who asks for more than is left waits, who asks for more than there are has them alone.</summary>
internal sealed class ByteBudget(long bytes)
{
    private const int Milliseconds = 50;
    private readonly object _gate = new();
    private long _taken;

    /// <summary>What <paramref name="use"/> gives while it has so many bytes. It must not ask for more.</summary>
    internal T Within<T>(long asked, Func<T> use, CancellationToken cancellationToken)
    {
        asked = Math.Clamp(asked, 0, bytes);
        lock (_gate)
        {
            while (_taken + asked > bytes)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Monitor.Wait(_gate, Milliseconds);
            }

            _taken += asked;
        }

        try
        {
            return use();
        }
        finally
        {
            lock (_gate)
            {
                _taken -= asked;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
