using System.Collections.Concurrent;

namespace TensorFrames.Spark.Worker.Libraries;

/// <summary>Things made once by key, however many threads ask at the same time. What failed is tried again by the next: an archive may come, a disk be freed.</summary>
internal sealed class OnceTable<T>
    where T : class
{
    private readonly ConcurrentDictionary<string, Slot> _slots = new(StringComparer.Ordinal);

    internal T Get(string key, Func<T> make)
    {
        var slot = _slots.GetOrAdd(key, _ => new Slot());
        lock (slot)
        {
            return slot.Value ??= make();
        }
    }

    private sealed class Slot
    {
        internal T? Value { get; set; }
    }
}
