using System.Collections.Concurrent;

namespace TensorFrames.Spark.Worker.Libraries;

/// <summary>Things made once by key, however many threads ask at the same time. What failed is tried again by the next: an archive may come, a disk be freed.</summary>
internal sealed class OnceTable<T>
    where T : class
{
    private const int Milliseconds = 50;

    private readonly ConcurrentDictionary<string, Slot> _slots = new(StringComparer.Ordinal);

    /// <exception cref="OperationCanceledException">Cancelled while another thread makes it.</exception>
    internal T Get(string key, Func<T> make, CancellationToken cancelled)
    {
        var slot = _slots.GetOrAdd(key, _ => new Slot());
        while (!Monitor.TryEnter(slot, Milliseconds))
        {
            cancelled.ThrowIfCancellationRequested();
        }

        try
        {
            return slot.Value ??= make();
        }
        finally
        {
            Monitor.Exit(slot);
        }
    }

    private sealed class Slot
    {
        internal T? Value { get; set; }
    }
}
