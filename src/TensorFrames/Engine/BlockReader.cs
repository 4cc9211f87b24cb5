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
    private bool _whole;

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
        var joined = false;
        var block = _options.OneBlockPerPartition ? Whole(cancellationToken, out joined) : _reader.Read(cancellationToken);
        position = new BlockPosition(_partition.Name, _block, _row) { IsJoined = joined };
        if (block is not null && block.ColumnCount != _reader.Schema.FieldsList.Count)
        {
            block.Dispose();
            throw new TableException($"A batch of '{_partition.Name}' has {block.ColumnCount} columns, the table declares {_reader.Schema.FieldsList.Count}.");
        }

        if (block is not null)
        {
            _block++;
            _row += block.Length;
        }

        return block;
    }

    /// <summary>Rows read so far.</summary>
    internal long Rows => _row;

    /// <summary>Blocks read so far.</summary>
    internal long Blocks => _block;

    public void Dispose() => _reader.Dispose();

    private RecordBatch? Whole(CancellationToken cancellationToken, out bool joined)
    {
        joined = false;
        if (_whole)
        {
            return null;
        }

        _whole = true;
        List<RecordBatch> batches = [];
        try
        {
            while (_reader.Read(cancellationToken) is { } batch)
            {
                batches.Add(batch);
            }

            if (batches is [var only])
            {
                batches.Clear();
                return only;
            }

            joined = true;
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
