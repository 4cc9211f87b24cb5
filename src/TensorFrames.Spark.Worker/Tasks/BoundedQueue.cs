using System.Diagnostics;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>What one stage of a task hands to the next, so many at most: a slow stage holds up the one before it.</summary>
internal sealed class BoundedQueue<T>(int capacity) : IDisposable
    where T : class, IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<T> _items = new();
    private bool _complete;
    private bool _stopped;

    /// <summary>Waits for room.</summary>
    /// <param name="item">before: the caller's. success: the queue's, then the taker's. failure (false, the task has stopped): disposed of.</param>
    /// <param name="waited">The time that took, added.</param>
    internal bool Add(T item, ref TimeSpan waited)
    {
        lock (_gate)
        {
            Wait(() => _items.Count >= capacity, ref waited);
            if (!_stopped)
            {
                _items.Enqueue(item);
                Monitor.PulseAll(_gate);
                return true;
            }
        }

        item.Dispose();
        return false;
    }

    /// <summary>Waits for the next one, the caller's then; null at the end, and where the task has stopped.</summary>
    internal T? Take(ref TimeSpan waited)
    {
        lock (_gate)
        {
            Wait(() => _items.Count == 0 && !_complete, ref waited);
            if (_stopped || !_items.TryDequeue(out var item))
            {
                return null;
            }

            Monitor.PulseAll(_gate);
            return item;
        }
    }

    /// <summary>Nothing more comes.</summary>
    internal void Complete()
    {
        lock (_gate)
        {
            _complete = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Ends both sides' waiting; what is left is disposed of.</summary>
    internal void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            while (_items.TryDequeue(out var item))
            {
                item.Dispose();
            }

            Monitor.PulseAll(_gate);
        }
    }

    public void Dispose() => Stop();

    private void Wait(Func<bool> blocked, ref TimeSpan waited)
    {
        if (_stopped || !blocked())
        {
            return;
        }

        var begun = Stopwatch.GetTimestamp();
        while (!_stopped && blocked())
        {
            Monitor.Wait(_gate);
        }

        waited += Stopwatch.GetElapsedTime(begun);
    }
}
