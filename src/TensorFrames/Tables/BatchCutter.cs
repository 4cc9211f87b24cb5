using Apache.Arrow;

namespace TensorFrames.Tables;

/// <summary>
/// Cuts another reader's batches to at most so many rows. Pieces share the batch's memory; where the row count is a
/// multiple of 64, every piece of a flat column starts on the boundary its batch has, also in bitmaps.
/// </summary>
internal sealed class BatchCutter : BatchReader
{
    private readonly BatchReader _reader;
    private readonly int _rows;
    private RecordBatch? _batch;
    private int _at;

    internal BatchCutter(BatchReader reader, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        (_reader, _rows) = (reader, rows);
    }

    public override Schema Schema => _reader.Schema;

    public override RecordBatch? Read(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_batch is null)
        {
            var batch = _reader.Read(cancellationToken);
            if (batch is null || batch.Length <= _rows)
            {
                return batch;
            }

            (_batch, _at) = (batch, 0);
        }

        var length = Math.Min(_rows, _batch.Length - _at);
        var piece = _batch.SliceShared(_at, length);
        _at += length;
        if (_at == _batch.Length)
        {
            _batch.Dispose();
            _batch = null;
        }

        return piece;
    }

    protected override void Dispose(bool disposing)
    {
        _batch?.Dispose();
        _batch = null;
        _reader.Dispose();
        base.Dispose(disposing);
    }
}
