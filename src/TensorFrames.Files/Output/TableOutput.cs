using TensorFrames.Tables;

namespace TensorFrames.Files;

/// <summary>
/// Where a table goes: one file or stream, or a folder of parts. Nothing is at the target until <see cref="Complete"/>;
/// disposing before leaves an existing target as it was.
/// </summary>
public abstract class TableOutput : IDisposable
{
    /// <summary>Whether each partition gets a writer of its own; else one writer takes all batches in order.</summary>
    public abstract bool ByPartition { get; }

    /// <summary>
    /// The writer of a partition, from several threads at once for a folder. The caller disposes it; for a folder it calls
    /// <see cref="BatchWriter.Complete"/> on each, for one file neither is needed before <see cref="Complete"/>.
    /// </summary>
    /// <param name="partition">Its number, from 0; always 0 without <see cref="ByPartition"/>.</param>
    /// <exception cref="WriteException">The part cannot be created.</exception>
    public abstract BatchWriter Open(int partition);

    /// <summary>Puts the whole output in place.</summary>
    /// <exception cref="WriteException">It cannot be finished or put in place.</exception>
    public abstract void Complete();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes and, if not completed, removes what was written so far.</summary>
    protected abstract void Dispose(bool disposing);
}
