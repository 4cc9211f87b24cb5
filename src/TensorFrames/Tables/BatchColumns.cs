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

    /// <summary>The batch's columns in the order of the wanted ones. Where all are wanted positions tell, since a name may stand twice.</summary>
    internal static IEnumerable<IArrowArray> Pick(RecordBatch batch, Schema wanted, string table)
    {
        var all = wanted.FieldsList.Count == batch.ColumnCount;
        return wanted.FieldsList.Select((field, i) => batch.Column(all && batch.Schema.FieldsList[i].Name == field.Name ? i : IndexOf(batch.Schema, field.Name, table)));
    }

    /// <summary>A batch of some columns that shares the memory: disposing one leaves the other.</summary>
    internal static RecordBatch Share(RecordBatch batch, Schema wanted, int offset, int length, string table) =>
        new(wanted, [.. Pick(batch, wanted, table).Select(column => length == column.Length ? ArrowArrayFactory.BuildArray(column.Data.Retain()) : ArrowArrayFactory.SliceShared(column, offset, length))], length);
}
