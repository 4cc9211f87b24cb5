using Apache.Arrow;

namespace TensorFrames.Engine;

/// <summary>
/// Runs an execution on threads of its own (never the pool: a run may take long and TensorFlow works on the calling
/// thread). A thread takes the earliest partition whose reader is free, reads one block, frees the reader and runs it;
/// a window bounds how far ahead of the taker they get. A place in it is kept for the partition at the head.
/// </summary>
internal sealed class ParallelExecution : IDisposable, IAsyncDisposable
{
    private readonly Execution _execution;
    private readonly CancellationToken _cancelled;
    private readonly CancellationTokenSource _stop;
    private readonly OrderedResults _results;
    private readonly PartitionQueue _queue;
    private readonly Thread[] _threads;

    internal ParallelExecution(Execution execution, CancellationToken cancellationToken)
    {
        (_execution, _cancelled) = (execution, cancellationToken);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _results = new OrderedResults(execution.Partitions.Count);
        _queue = new PartitionQueue(execution, _results);
        if (execution.Partitions.Count == 0)
        {
            _threads = [];
            return;
        }

        _threads = [.. Enumerable.Range(0, execution.Options.Threads).Select(i => new Thread(Work) { IsBackground = true, Name = $"TensorFrames {i}" })];
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    internal IEnumerable<RecordBatch> Results()
    {
        while (_threads.Length > 0)
        {
            _results.Wait(_cancelled);
            if (!TryTake(out var batch))
            {
                yield break;
            }

            if (batch is not null)
            {
                yield return batch;
            }
        }
    }

    internal async IAsyncEnumerable<RecordBatch> ResultsAsync()
    {
        while (_threads.Length > 0)
        {
            await _results.WaitAsync(_cancelled).ConfigureAwait(false);
            if (!TryTake(out var batch))
            {
                yield break;
            }

            if (batch is not null)
            {
                yield return batch;
            }
        }
    }

    public void Dispose()
    {
        Stop();
        Join();
        Close();
    }

    /// <summary>As <see cref="Dispose"/>; the caller's thread does not wait for runs under way.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop();
        if (!System.Array.TrueForAll(_threads, thread => thread.Join(0)))
        {
            await Task.Run(Join).ConfigureAwait(false);
        }

        Close();
    }

    private bool TryTake(out RecordBatch? batch)
    {
        if (_results.TryTake(out batch))
        {
            _queue.Taken();
            return true;
        }

        _execution.Ends();
        return false;
    }

    private void Stop()
    {
        _stop.Cancel();
        _queue.Stop();
    }

    private void Join() => System.Array.ForEach(_threads, thread => thread.Join());

    private void Close()
    {
        _queue.Dispose();
        _results.Dispose();
        _stop.Dispose();
    }

    private void Work()
    {
        Pipeline? shared = null;
        try
        {
            while (_queue.Next(_stop.Token) is { } work)
            {
                RunOne(work, ref shared);
            }
        }
        finally
        {
            shared?.Dispose();
        }
    }

    private void RunOne(PartitionWork work, ref Pipeline? shared)
    {
        long block = -1;
        var held = true;
        try
        {
            var input = work.Read(_stop.Token, out var position);
            if (input is null)
            {
                return;
            }

            block = position.Block;
            if (!_execution.IsStateful)
            {
                held = false;
                work.Release();
            }

            Pipeline pipeline;
            try
            {
                pipeline = work.Own() ?? (shared ??= _execution.OpenPipeline(own: false));
            }
            catch
            {
                input.Dispose();
                throw;
            }

            _results.Add(work.Partition, block, _execution.Run(pipeline, input, position, _stop.Token));
        }
        catch (Exception e)
        {
            _results.Fail(work.Partition, block < 0 ? work.FailedAt : block, e);
            _queue.Fail(work);
        }
        finally
        {
            if (held)
            {
                work.Release();
            }
        }
    }
}
