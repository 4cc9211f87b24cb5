using Apache.Arrow;

namespace TensorFrames.Tables;

/// <summary>Joins batches into one: a copy.</summary>
internal static class BatchJoiner
{
    internal static RecordBatch? Join(Schema schema, IReadOnlyList<RecordBatch> batches)
    {
        if (batches.Count == 0)
        {
            return null;
        }

        var columns = schema.FieldsList.Select((_, i) => ArrowArrayConcatenator.Concatenate([.. batches.Select(b => b.Column(i))]));
        return new RecordBatch(schema, columns, batches.Sum(b => b.Length));
    }
}
