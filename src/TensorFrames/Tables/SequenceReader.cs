using Apache.Arrow;

namespace TensorFrames.Tables;

/// <summary>Reads batches that are made as they are asked for.</summary>
/// <param name="schema">The columns wanted.</param>
/// <param name="begin">Begins to make them; the token is that of the first read.</param>
/// <param name="name">What errors call it.</param>
internal sealed class SequenceReader(Schema schema, Func<CancellationToken, IEnumerable<RecordBatch>> begin, string name) : BatchReader
{
    private IEnumerator<RecordBatch>? _batches;

    public override Schema Schema => schema;

    public override RecordBatch? Read(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _batches ??= begin(cancellationToken).GetEnumerator();
        if (!_batches.MoveNext())
        {
            return null;
        }

        var batch = _batches.Current;
        if (batch.ColumnCount == schema.FieldsList.Count)
        {
            return batch;
        }

        using (batch)
        {
            return BatchColumns.Share(batch, schema, 0, batch.Length, name);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _batches?.Dispose();
        _batches = null;
        base.Dispose(disposing);
    }
}
