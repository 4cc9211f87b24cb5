using Apache.Arrow;
using TensorFrames.Memory;
using TensorFrames.Run;
using TensorFrames.Tables;

namespace TensorFrames.Engine;

/// <summary>
/// One partition's blocks in order: batches as the source has them, cut to at most BlockRows, or all joined into one. Where
/// no block is itself a result, a source may lend its own.
/// </summary>
internal sealed class BlockReader : IDisposable
{
    private readonly Partition _partition;
    private readonly BatchReader _reader;
    private readonly EngineOptions _options;
    private long _block;
    private long _row;
    private bool _joined;

    internal BlockReader(Partition partition, IReadOnlyList<string>? columns, EngineOptions options, bool lend)
    {
        _partition = partition;
        _options = options;
        var adopting = new AdoptingReader(partition.Open(columns), lend);
        _reader = options.OneBlockPerPartition ? adopting : new BatchCutter(adopting, options.BlockRows);
    }

    /// <summary>The next block, the caller's to dispose; null at the end.</summary>
    internal RecordBatch? Next(CancellationToken cancellationToken, out BlockPosition position)
    {
        cancellationToken.ThrowIfCancellationRequested();
        position = new BlockPosition(_partition.Name, _block, _row);
        var block = _options.OneBlockPerPartition ? Whole(cancellationToken) : _reader.Read(cancellationToken);
        if (block is not null)
        {
            _block++;
            _row += block.Length;
        }

        return block;
    }

    public void Dispose() => _reader.Dispose();

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

    private sealed class AdoptingReader(BatchReader reader, bool lend) : BatchReader
    {
        public override Schema Schema => reader.Schema;

        public override RecordBatch? Read(CancellationToken cancellationToken) =>
            (lend ? reader.Lend(cancellationToken) : reader.Read(cancellationToken)) is { } batch ? SharedBatch.Adopt(batch) : null;

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                reader.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
