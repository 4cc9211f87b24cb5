using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using Apache.Arrow;
using TensorFrames.Engine;
using TensorFrames.Spark.Worker.Output;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>
/// A planned task under way: one thread reads batches, the caller's runs blocks, a third writes results. Queues between
/// them bound what is in memory; an error in one ends all three.
/// </summary>
internal sealed class TaskStages : IDisposable
{
    private readonly TaskPlan _plan;
    private readonly Arrival _arrival;
    private readonly ArrowReply _reply;
    private readonly TaskCounts _counts;
    private readonly CancellationTokenSource _stop;
    private readonly BoundedQueue<RecordBatch> _arrived;
    private readonly BoundedQueue<RecordBatch> _done;
    private readonly string _name;
    private ExceptionDispatchInfo? _error;

    /// <param name="plan">What to run.</param>
    /// <param name="arrival">Where batches come from.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="counts">Filled.</param>
    /// <param name="stop">Set to end the reading.</param>
    /// <param name="inFlight">Batches that wait between two stages, at most.</param>
    /// <param name="name">The partition, for errors.</param>
    /// <param name="cancelled">Set when nobody wants the results any more.</param>
    internal TaskStages(TaskPlan plan, Arrival arrival, Socket output, TaskCounts counts, CancellationTokenSource stop, int inFlight, string name, CancellationToken cancelled)
    {
        (_plan, _arrival, _counts, _stop, _name) = (plan, arrival, counts, stop, name);
        _reply = new ArrowReply(plan.Reply.Schema, output, cancelled);
        _arrived = new BoundedQueue<RecordBatch>(inFlight);
        _done = new BoundedQueue<RecordBatch>(inFlight);
    }

    /// <summary>Runs to the end of the input. <paramref name="last"/> gives the report, where only that is sent.</summary>
    internal void Run(Func<RecordBatch> last)
    {
        Thread? reading = null;
        Thread? writing = null;
        try
        {
            reading = Start(Read, "reading");
            writing = Start(Write, "writing");
            RunBlocks();
            if (_plan.ReportsOnly)
            {
                Send(_plan.Reply.Of([last()]));
            }

            _done.Complete();
        }
        catch (Exception e)
        {
            Fail(e);
        }

        // Whatever has failed, nobody goes on with what is freed now.
        writing?.Join();
        reading?.Join();
        _error?.Throw();
    }

    public void Dispose()
    {
        _arrived.Dispose();
        _done.Dispose();
        _reply.Dispose();
    }

    private static Thread Start(Action work, string name)
    {
        var thread = new Thread(() => work(), 512 << 10) { IsBackground = true, Name = name };
        thread.Start();
        return thread;
    }

    private void Read()
    {
        try
        {
            var ignored = TimeSpan.Zero;
            while (true)
            {
                var begun = Stopwatch.GetTimestamp();
                var batch = _arrival.Read(_stop.Token);

                // Before the batch, or the end, is handed on: a report may be made as soon as it is.
                _counts.Reading += Stopwatch.GetElapsedTime(begun);
                if (batch is null)
                {
                    _arrived.Complete();
                    break;
                }

                if (!_arrived.Add(batch, ref ignored))
                {
                    break;
                }
            }
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private void RunBlocks()
    {
        var partition = new ArrivingPartition(_name, _arrival.Schema, _arrived, _plan.Sizes);
        using var blocks = new BlockReader(partition, null, _plan.Sizes.Options, lend: false);
        while (blocks.Next(_stop.Token, out var position) is { } block)
        {
            var begun = Stopwatch.GetTimestamp();
            RecordBatch? reply = null;
            using (block)
            {
                _counts.Rows += block.Length;
                if (block.Length > 0)
                {
                    _counts.Blocks++;
                    _counts.Reblocked += position.IsJoined ? 1 : 0;
                    reply = Run(block, position, _stop.Token);
                }
            }

            _counts.Running += Stopwatch.GetElapsedTime(begun);
            if (reply is not null)
            {
                Send(reply);
            }
        }

        _stop.Token.ThrowIfCancellationRequested();
        Finish();
        _counts.Reblocked += partition.Pieces;
        _counts.Waiting += partition.Waited;
    }

    // Only a function of whole rows has results at the end, and a task has one such.
    private void Finish()
    {
        var begun = Stopwatch.GetTimestamp();
        foreach (var result in _plan.Programs[0].Finish(_stop.Token))
        {
            var reply = Reply([result]);
            _counts.Running += Stopwatch.GetElapsedTime(begun);
            if (reply is not null)
            {
                Send(reply);
            }

            begun = Stopwatch.GetTimestamp();
        }

        _counts.Running += Stopwatch.GetElapsedTime(begun);
    }

    private RecordBatch? Run(RecordBatch block, in Run.BlockPosition position, CancellationToken stopped)
    {
        List<RecordBatch> results = [];
        try
        {
            foreach (var program in _plan.Programs)
            {
                if (program.Run(block, position, stopped) is { } result)
                {
                    results.Add(result);
                }
            }
        }
        catch
        {
            results.ForEach(r => r.Dispose());
            throw;
        }

        return results.Count == 0 ? null : Reply(results);
    }

    // Takes the results over.
    private RecordBatch? Reply(List<RecordBatch> results)
    {
        _counts.OutputRows += results[0].Length;
        if (!_plan.ReportsOnly && results[0].Length > 0)
        {
            return _plan.Reply.Of(results);
        }

        results.ForEach(r => r.Dispose());
        return null;
    }

    private void Send(RecordBatch batch)
    {
        var waited = TimeSpan.Zero;
        _done.Add(batch, ref waited);
        _counts.Waiting += waited;
    }

    private void Write()
    {
        var spent = TimeSpan.Zero;
        try
        {
            var ignored = TimeSpan.Zero;
            while (_done.Take(ref ignored) is { } batch)
            {
                var begun = Stopwatch.GetTimestamp();
                using (batch)
                {
                    _reply.Write(batch);
                }

                spent += Stopwatch.GetElapsedTime(begun);
            }
        }
        catch (Exception e)
        {
            Fail(e);
        }

        End();
        (_counts.Writing, _counts.Gathered, _counts.Assembled) = (spent, _reply.Gathered, _reply.Copied);
    }

    // Whichever stage has failed, this one too: what was begun is ended, so that the error can be told.
    private void End()
    {
        try
        {
            _reply.End();
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    // The first error counts; what it stops is none itself. But where the answer broke off, nothing can be told any more.
    private void Fail(Exception error)
    {
        var captured = ExceptionDispatchInfo.Capture(error);
        if (error is BrokenOutputException)
        {
            Volatile.Write(ref _error, captured);
        }
        else
        {
            Interlocked.CompareExchange(ref _error, captured, null);
        }

        _stop.Cancel();
        _arrived.Stop();
        _done.Stop();
    }
}
