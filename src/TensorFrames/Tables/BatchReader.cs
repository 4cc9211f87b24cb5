using Apache.Arrow;

namespace TensorFrames.Tables;

/// <summary>Reads one partition's record batches in order. Blocking: it is called on threads of the engine's own.</summary>
public abstract class BatchReader : IDisposable
{
    /// <summary>The schema of the batches (the wanted columns only).</summary>
    public abstract Schema Schema { get; }

    /// <summary>The next batch, which the caller owns and disposes; null at the end. Batches of zero rows may occur.</summary>
    /// <exception cref="TableException">The table is broken or cut short.</exception>
    public abstract RecordBatch? Read(CancellationToken cancellationToken);

    /// <summary>As <see cref="Read"/>, for a run: the batch may be the caller's own, which stays alive without it.</summary>
    internal virtual RecordBatch? Lend(CancellationToken cancellationToken) => Read(cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what the reader opened. Batches already handed out stay valid.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
