using Apache.Arrow;
using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames.Engine;

/// <summary>Reduces blocks to one row as they come, in order: several in one call, where results allow it. One thread.</summary>
internal sealed class BlocksReducer : IDisposable
{
    private readonly PartialTree _tree;
    private readonly BlockReducer _each;
    private readonly WaitingBlocks? _waiting;
    private readonly IDisposable? _session;

    internal BlocksReducer(ReduceStep step)
    {
        _tree = new PartialTree(step);
        try
        {
            var run = step.OpenRun(out _session);
            _each = new BlockReducer(step.Plan, run, ofPartials: false);
            // What a graph with state has seen must be told from what it has not when a run fails: one by one.
            _waiting = !step.IsStateful && WaitingBlocks.Suits(step.Plan) ? new WaitingBlocks(step.Plan, run) : null;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Takes over the next block.</summary>
    internal void Add(RecordBatch block, in BlockPosition position, CancellationToken cancellationToken)
    {
        var taken = false;
        try
        {
            if (_waiting is null || block.Length < 2)
            {
                RunWaiting(cancellationToken);
                RunOne(block, position, cancellationToken);
                return;
            }

            _waiting.Add(block, position);
            taken = true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // An earlier block's error comes first.
            RunWaiting(cancellationToken);
            throw;
        }
        finally
        {
            if (!taken)
            {
                block.Dispose();
            }
        }

        if (_waiting.IsFull || _waiting.Blocks.Count == _tree.Room)
        {
            RunWaiting(cancellationToken);
        }
    }

    /// <summary>Runs what waits: before an error of what follows is told.</summary>
    internal void RunWaiting(CancellationToken cancellationToken)
    {
        if (_waiting is null || _waiting.Blocks.Count == 0)
        {
            return;
        }

        try
        {
            if (_waiting.Run(cancellationToken) is { } rows)
            {
                _tree.Add(rows);
                return;
            }

            foreach (var (block, position) in _waiting.Blocks)
            {
                cancellationToken.ThrowIfCancellationRequested();
                RunOne(block, position, cancellationToken);
            }
        }
        finally
        {
            _waiting.Clear();
        }
    }

    /// <summary>The one row, the caller's; null if there was none. It is called once, at the end.</summary>
    internal RecordBatch? Finish(CancellationToken cancellationToken)
    {
        RunWaiting(cancellationToken);
        return _tree.Finish();
    }

    public void Dispose()
    {
        _waiting?.Dispose();
        _each?.Dispose();
        _tree.Dispose();
        _session?.Dispose();
    }

    private void RunOne(RecordBatch block, in BlockPosition position, CancellationToken cancellationToken)
    {
        if (_each.Run(block, position, cancellationToken) is { } partial)
        {
            EngineMetrics.Fed(_each.Fed.Borrowed, _each.Fed.Copied);
            _tree.Add(partial);
        }
    }
}
