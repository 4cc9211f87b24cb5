using Apache.Arrow;
using TensorFrames.Run;

namespace TensorFrames.Engine;

/// <summary>One partition under way. It is free between blocks: after the read, or after the run where a step is stateful.</summary>
internal sealed class PartitionWork(Execution execution, PartitionQueue queue, OrderedResults results, int partition) : IDisposable
{
    private BlockReader? _reader;
    private Pipeline? _own;
    private long _blocks;

    internal int Partition => partition;

    /// <summary>The block that a failed read was to give.</summary>
    internal long FailedAt => _blocks;

    /// <summary>Set and read under the queue's lock.</summary>
    internal bool IsBusy { get; set; }

    /// <summary>Set and read under the queue's lock.</summary>
    internal bool IsOver { get; set; }

    /// <summary>The next block; null at the partition's end.</summary>
    internal RecordBatch? Read(CancellationToken cancellationToken, out BlockPosition position)
    {
        _reader ??= execution.OpenReader(partition);
        var block = _reader.Next(cancellationToken, out position);
        if (block is null)
        {
            // An error on closing is one of the partition's, after its last block.
            execution.PartitionEnds(partition, _reader);
            Dispose();
            results.End(partition, _blocks);
            queue.End(this);
            return null;
        }

        _blocks++;
        return block;
    }

    /// <summary>The pipeline over the partition's own sessions, where a step is stateful.</summary>
    internal Pipeline? Own() => execution.IsStateful ? _own ??= execution.OpenPipeline(own: true) : null;

    /// <summary>Lets another thread have the partition.</summary>
    internal void Release() => queue.Free(this);

    public void Dispose()
    {
        _reader?.Dispose();
        _reader = null;
        _own?.Dispose();
        _own = null;
    }
}
