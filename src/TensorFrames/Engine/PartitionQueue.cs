namespace TensorFrames.Engine;

/// <summary>Hands partitions to threads: the earliest free one, as long as the window has room. Its last place is the head's, whose result is waited for.</summary>
internal sealed class PartitionQueue : IDisposable
{
    private readonly object _gate = new();
    private readonly OrderedResults _results;
    private readonly PartitionWork[] _works;
    private readonly int _window;
    private int _inFlight;
    private bool _stopped;

    internal PartitionQueue(Execution execution, OrderedResults results)
    {
        _results = results;
        _window = execution.Options.Window;
        _works = [.. Enumerable.Range(0, execution.Partitions.Count).Select(i => new PartitionWork(execution, this, results, i))];
    }

    /// <summary>The next partition to read one block of; null when all are over or the run has stopped.</summary>
    internal PartitionWork? Next(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            while (!_stopped && !cancellationToken.IsCancellationRequested)
            {
                var left = false;
                foreach (var work in _works)
                {
                    left |= !work.IsOver;
                    if (!work.IsOver && !work.IsBusy && _inFlight < (_results.IsHead(work.Partition) ? _window : _window - 1))
                    {
                        work.IsBusy = true;
                        _inFlight++;
                        return work;
                    }
                }

                if (!left)
                {
                    return null;
                }

                Monitor.Wait(_gate);
            }

            return null;
        }
    }

    /// <summary>A result was taken: there is room for one more.</summary>
    internal void Taken() => Change(() => _inFlight--);

    internal void Free(PartitionWork work) => Change(() => work.IsBusy = false);

    internal void End(PartitionWork work) => Change(() =>
    {
        work.IsOver = true;
        _inFlight--;
    });

    internal void Fail(PartitionWork work) => Change(() => work.IsOver = true);

    internal void Stop() => Change(() => _stopped = true);

    public void Dispose()
    {
        foreach (var work in _works)
        {
            work.Dispose();
        }
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            Monitor.PulseAll(_gate);
        }
    }
}
