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

    /// <summary>The batch's column for one wanted field. A name may stand twice where all columns are wanted, so that positions tell.</summary>
    internal static IArrowArray Column(RecordBatch batch, Schema wanted, int index, string table)
    {
        var name = wanted.FieldsList[index].Name;
        var inPlace = wanted.FieldsList.Count == batch.ColumnCount && string.Equals(batch.Schema.FieldsList[index].Name, name, StringComparison.Ordinal);
        return batch.Column(inPlace ? index : IndexOf(batch.Schema, name, table));
    }

    /// <summary>A batch of some columns that shares the memory: disposing one leaves the other.</summary>
    internal static RecordBatch Share(RecordBatch batch, Schema wanted, int offset, int length, string table)
    {
        var arrays = new IArrowArray[wanted.FieldsList.Count];
        for (var i = 0; i < arrays.Length; i++)
        {
            var column = Column(batch, wanted, i, table);
            arrays[i] = length == column.Length ? ArrowArrayFactory.BuildArray(column.Data.Retain()) : ArrowArrayFactory.SliceShared(column, offset, length);
        }

        return new RecordBatch(wanted, arrays, length);
    }
}
