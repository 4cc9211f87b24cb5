using Apache.Arrow;
using TensorFrames.Run;
using TensorFrames.Verbs;

namespace TensorFrames.Engine;

/// <summary>Reduces to a row what comes in order, one block after another: the table's rows, or results of a row each. One thread.</summary>
internal sealed class PartitionReducer : IDisposable
{
    private readonly BlocksReducer? _blocks;
    private readonly PartialTree? _tree;
    private readonly RowReducer? _rows;
    private readonly IDisposable? _session;

    /// <param name="step">The reduce.</param>
    /// <param name="ofPartials">Whether results come, not the table's rows.</param>
    internal PartitionReducer(ReduceStep step, bool ofPartials)
    {
        try
        {
            if (step.Plan.ByRows)
            {
                _rows = new RowReducer(step.Plan, step.OpenRun(out _session), ofPartials);
                return;
            }

            _tree = ofPartials ? new PartialTree(step) : null;
            _blocks = ofPartials ? null : new BlocksReducer(step);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Takes over the next block, or the next result.</summary>
    internal void Add(RecordBatch block, in BlockPosition position, CancellationToken cancellationToken)
    {
        if (_rows is not null)
        {
            using (block)
            {
                _rows.Add(block, position, cancellationToken);
            }
        }
        else if (_blocks is not null)
        {
            _blocks.Add(block, position, cancellationToken);
        }
        else
        {
            _tree!.Add(block);
        }
    }

    /// <summary>The one row, the caller's; null if there was none. It is called once, at the end.</summary>
    internal RecordBatch? Take(CancellationToken cancellationToken) =>
        _rows is not null ? _rows.Take() : _blocks is not null ? _blocks.Finish(cancellationToken) : _tree!.Finish();

    public void Dispose()
    {
        _blocks?.Dispose();
        _tree?.Dispose();
        _rows?.Dispose();
        _session?.Dispose();
    }
}
