using Apache.Arrow;
using TensorFrames.Memory;
using TensorFrames.Run;
using TensorFrames.Tables;

namespace TensorFrames.Engine;

/// <summary>One partition's blocks in order: batches as the source has them, cut to at most BlockRows, or all joined into one.</summary>
internal sealed class BlockReader : IDisposable
{
    private readonly Partition _partition;
    private readonly BatchReader _reader;
    private readonly EngineOptions _options;
    private RecordBatch? _batch;
    private int _cutAt;
    private long _block;
    private long _row;
    private bool _joined;

    internal BlockReader(Partition partition, IReadOnlyList<string>? columns, EngineOptions options)
    {
        _partition = partition;
        _options = options;
        _reader = partition.Open(columns);
    }

    /// <summary>The next block, the caller's to dispose; null at the end.</summary>
    internal RecordBatch? Next(CancellationToken cancellationToken, out BlockPosition position)
    {
        cancellationToken.ThrowIfCancellationRequested();
        position = new BlockPosition(_partition.Name, _block, _row);
        var block = _options.OneBlockPerPartition ? Whole(cancellationToken) : Cut(cancellationToken);
        if (block is not null)
        {
            _block++;
            _row += block.Length;
        }

        return block;
    }

    public void Dispose()
    {
        _batch?.Dispose();
        _reader.Dispose();
    }

    private RecordBatch? Cut(CancellationToken cancellationToken)
    {
        if (_batch is null)
        {
            var batch = _reader.Read(cancellationToken) is { } read ? SharedBatch.Adopt(read) : null;
            if (batch is null || batch.Length <= _options.BlockRows)
            {
                return batch;
            }

            (_batch, _cutAt) = (batch, 0);
        }

        var rows = Math.Min(_options.BlockRows, _batch.Length - _cutAt);
        var block = _batch.SliceShared(_cutAt, rows);
        _cutAt += rows;
        if (_cutAt == _batch.Length)
        {
            _batch.Dispose();
            _batch = null;
        }

        return block;
    }

    private RecordBatch? Whole(CancellationToken cancellationToken)
    {
        if (_joined)
        {
            return null;
        }

        _joined = true;
        List<RecordBatch> batches = [];
        try
        {
            while (_reader.Read(cancellationToken) is { } batch)
            {
                batches.Add(batch);
            }

            return BatchJoiner.Join(_reader.Schema, batches);
        }
        finally
        {
            batches.ForEach(b => b.Dispose());
        }
    }
}
