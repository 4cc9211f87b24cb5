using Apache.Arrow;

namespace TensorFrames.Tables;

/// <summary>
/// Writes record batches of one schema. Nothing appears at the target until <see cref="Complete"/>: disposing before
/// leaves an existing target as it was and no half-written file.
/// </summary>
public abstract class BatchWriter : IDisposable
{
    /// <summary>Writes one batch; it stays the caller's.</summary>
    public abstract void Write(RecordBatch batch);

    /// <summary>Finishes the output and puts it in place.</summary>
    public abstract void Complete();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes and, if not completed, removes what was written so far.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
