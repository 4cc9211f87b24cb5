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
        Exception? first = null;
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

        if (first is not null)
        {
            ExceptionDispatchInfo.Throw(first);
        }

        cancellationToken.ThrowIfCancellationRequested();

        void Work()
        {
            try
            {
                for (var i = Interlocked.Increment(ref next); i < execution.Partitions.Count; i = Interlocked.Increment(ref next))
                {
                    take(i, execution.RunPartition(i, stop.Token));
                }
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref first, e, null);
                stop.Cancel();
            }
        }
    }
}
