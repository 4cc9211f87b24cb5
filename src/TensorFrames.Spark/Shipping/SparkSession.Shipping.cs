using TensorFrames.Spark.Shipping;

namespace TensorFrames.Spark;

/// <summary>What verbs need on the executors.</summary>
public sealed partial class SparkSession
{
    private readonly SemaphoreSlim _shipping = new(1, 1);
    private ShipOptions? _shipped;

    /// <summary>
    /// Sends the worker, and libtensorflow if asked, as artifacts of this session, and selects the worker for it. Other
    /// sessions keep their Python. The first verb calls it with the defaults.
    /// </summary>
    /// <exception cref="PlanException">A file to be sent is not there.</exception>
    /// <exception cref="SparkException">The server refuses an artifact or a setting.</exception>
    public async Task ShipAsync(ShipOptions? options = null, CancellationToken cancellationToken = default)
    {
        await _shipping.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await new Shipment(this, options ?? new()).SendAsync(cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _shipped, options ?? new());
        }
        finally
        {
            _shipping.Release();
        }
    }

    internal async ValueTask EnsureShippedAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _shipped) is null)
        {
            await ShipAsync(null, cancellationToken).ConfigureAwait(false);
        }
    }
}
