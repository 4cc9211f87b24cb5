using System.Runtime.CompilerServices;
using Apache.Arrow;

namespace TensorFrames.Engine;

/// <summary>
/// Runs an execution on threads of its own (never the pool: a run may take long and TensorFlow works on the calling
/// thread). A thread takes the earliest partition whose reader is free, reads one block, frees the reader and runs it;
/// a window bounds how far ahead of the taker they get. The partition at the head is always let through.
/// </summary>
internal sealed class ParallelExecution : IDisposable
{
    private readonly Execution _execution;
    private readonly CancellationTokenSource _stop;
    private readonly OrderedResults _results;
    private readonly PartitionQueue _queue;
    private readonly Thread[] _threads;

    internal ParallelExecution(Execution execution, CancellationToken cancellationToken)
    {
        _execution = execution;
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
            _results.Wait(_stop.Token);
            if (!_results.TryTake(out var batch))
            {
                yield break;
            }

            _queue.Taken();
            if (batch is not null)
            {
                yield return batch;
            }
        }
    }

    internal async IAsyncEnumerable<RecordBatch> ResultsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (_threads.Length > 0)
        {
            await _results.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (!_results.TryTake(out var batch))
            {
                yield break;
            }

            _queue.Taken();
            if (batch is not null)
            {
                yield return batch;
            }
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _queue.Stop();
        foreach (var thread in _threads)
        {
            thread.Join();
        }

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

            var rows = input.Length;
            var started = EngineMetrics.Start();
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

            var result = pipeline.Run(input, position);
            _execution.Done(rows, started);
            _results.Add(work.Partition, block, result);
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
