using System.Runtime.ExceptionServices;
using Apache.Arrow;

namespace TensorFrames.Engine;

/// <summary>Whole partitions in parallel, each on one thread from reading to its sink.</summary>
internal static class PartitionExecution
{
    internal static void Run(Execution execution, Action<int, IEnumerable<RecordBatch>> take, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var next = -1;
        var errors = new Exception?[execution.Partitions.Count];
        var threads = Enumerable.Range(0, Math.Min(execution.Options.Threads, execution.Partitions.Count))
            .Select(i => new Thread(Work) { IsBackground = true, Name = $"TensorFrames {i}" }).ToArray();
        foreach (var thread in threads)
        {
            thread.Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }

        // What was only stopped by another's error is none itself.
        if (System.Array.Find(errors, e => e is not null and not OperationCanceledException) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (System.Array.Find(errors, e => e is not null) is { } stopped)
        {
            ExceptionDispatchInfo.Throw(stopped);
        }

        execution.Ends();

        void Work()
        {
            for (var i = Interlocked.Increment(ref next); i < errors.Length && !stop.IsCancellationRequested; i = Interlocked.Increment(ref next))
            {
                try
                {
                    take(i, execution.RunPartition(i, stop.Token));
                }
                catch (Exception e)
                {
                    errors[i] = e;
                    stop.Cancel();
                }
            }
        }
    }
}
