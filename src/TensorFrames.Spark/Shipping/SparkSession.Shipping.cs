using TensorFrames.Spark.Shipping;

namespace TensorFrames.Spark;

/// <summary>What verbs need on the executors.</summary>
public sealed partial class SparkSession
{
    private readonly SemaphoreSlim _shipping = new(1, 1);
    private IReadOnlyDictionary<string, string> _shippedSettings = new Dictionary<string, string>(StringComparer.Ordinal);
    private ShipReport? _shipped;

    /// <summary>What verbs run by on the executors; null until <see cref="ShipAsync"/> or the first verb.</summary>
    public ShipReport? Shipped => Volatile.Read(ref _shipped);

    /// <summary>
    /// Sends the worker, and libtensorflow if asked, as artifacts of this session, and selects the worker for it. Other
    /// sessions keep their Python. The first verb calls it with the defaults; another call puts its own in the place of the
    /// last one's.
    /// </summary>
    /// <exception cref="PlanException">A file to be sent is not there or cannot be packed.</exception>
    /// <exception cref="SparkException">The server refuses an artifact or a setting.</exception>
    public Task ShipAsync(ShipOptions? options = null, CancellationToken cancellationToken = default) => ShipOrderedAsync(options ?? new(), onlyFirst: false, cancellationToken);

    internal async ValueTask EnsureShippedAsync(CancellationToken cancellationToken)
    {
        if (Shipped is null)
        {
            await ShipOrderedAsync(new(), onlyFirst: true, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ShipOrderedAsync(ShipOptions options, bool onlyFirst, CancellationToken cancellationToken)
    {
        await _shipping.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Another verb, or a call with options, may have shipped meanwhile.
            if (!onlyFirst || Shipped is null)
            {
                var shipment = new Shipment(this, options, _shippedSettings);
                var report = await shipment.SendAsync(cancellationToken).ConfigureAwait(false);
                _shippedSettings = shipment.Settings;
                Volatile.Write(ref _shipped, report);
            }
        }
        finally
        {
            _shipping.Release();
        }
    }
}
