using Apache.Arrow;

namespace TensorFrames.Tables;

/// <summary>Picks columns of batches and shares what they hold.</summary>
internal static class BatchColumns
{
    /// <summary>The fields of the wanted columns, in that order, with the table's metadata.</summary>
    /// <exception cref="TableException">There is no such column.</exception>
    internal static Schema Select(Schema schema, IReadOnlyList<string>? columns, string table) =>
        columns is null ? schema : new Schema([.. columns.Select(name => schema.GetFieldByIndex(IndexOf(schema, name, table)))], schema.Metadata);

    internal static int IndexOf(Schema schema, string name, string table)
    {
        for (var i = 0; i < schema.FieldsList.Count; i++)
        {
            if (string.Equals(schema.FieldsList[i].Name, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        throw new TableException($"Table '{table}' has no column '{name}'. Its columns: {string.Join(", ", schema.FieldsList.Select(f => f.Name))}.") { Column = name };
    }

    /// <summary>A batch of some columns that shares the memory: disposing one leaves the other.</summary>
    internal static RecordBatch Share(RecordBatch batch, Schema wanted, int offset, int length, string table)
    {
        // A name may stand twice where all columns are wanted, so that positions tell.
        var all = wanted.FieldsList.Count == batch.ColumnCount;
        var arrays = new IArrowArray[wanted.FieldsList.Count];
        for (var i = 0; i < arrays.Length; i++)
        {
            var column = batch.Column(all && batch.Schema.FieldsList[i].Name == wanted.FieldsList[i].Name ? i : IndexOf(batch.Schema, wanted.FieldsList[i].Name, table));
            arrays[i] = length == column.Length ? ArrowArrayFactory.BuildArray(column.Data.Retain()) : ArrowArrayFactory.SliceShared(column, offset, length);
        }

        return new RecordBatch(wanted, arrays, length);
    }
}
