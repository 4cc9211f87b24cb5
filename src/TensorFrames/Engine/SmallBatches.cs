using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Tables;

namespace TensorFrames.Engine;

/// <summary>Joins small batches that follow one another, so that a few groups come in one. Batches with views, which cannot be joined, stay as they are.</summary>
internal sealed class SmallBatches(Schema schema, int blockRows = int.MaxValue) : IDisposable
{
    // Larger ones are worth no copy.
    private readonly int _small = Math.Min(blockRows, 4096);
    private readonly bool _canJoin = !schema.FieldsList.Any(f => f.DataType.TypeId is ArrowTypeId.StringView or ArrowTypeId.BinaryView);
    private readonly List<RecordBatch> _waiting = [];
    private int _rows;

    /// <summary>Takes the next batch over; gives what is not waited with any longer.</summary>
    internal IEnumerable<RecordBatch> Add(RecordBatch batch)
    {
        // Whoever stops at the batch before would leave this one to nobody.
        RecordBatch? mine = batch;
        try
        {
            var joins = _canJoin && batch.Length <= _small;
            if ((!joins || _rows + batch.Length > _small) && Take() is { } before)
            {
                yield return before;
            }

            mine = null;
            if (joins)
            {
                _waiting.Add(batch);
                _rows += batch.Length;
            }
            else
            {
                yield return batch;
            }
        }
        finally
        {
            mine?.Dispose();
        }
    }

    /// <summary>What waits; null for none.</summary>
    internal RecordBatch? Take()
    {
        if (_waiting is [var only])
        {
            _waiting.Clear();
            _rows = 0;
            return only;
        }

        var joined = BatchJoiner.Join(schema, _waiting);
        Dispose();
        return joined;
    }

    public void Dispose()
    {
        _waiting.ForEach(batch => batch.Dispose());
        _waiting.Clear();
        _rows = 0;
    }
}
