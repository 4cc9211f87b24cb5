using Apache.Arrow;

namespace TensorFrames.Ipc;

/// <summary>Which of a stream's columns are wanted, and in which order.</summary>
internal sealed class ColumnSelection
{
    public ColumnSelection(IpcSchema stream, IReadOnlyList<string>? columns)
    {
        var fields = stream.Schema.FieldsList;
        Wanted = new bool[fields.Count];
        if (columns is null)
        {
            Wanted.AsSpan().Fill(true);
            Order = [.. Enumerable.Range(0, fields.Count)];
            Schema = stream.Schema;
        }
        else
        {
            Order = [.. columns.Select(name => Find(stream.Schema, name))];
            foreach (var i in Order)
            {
                Wanted[i] = Wanted[i]
                    ? throw new IpcFormatException("the column is selected twice", fields[i].Name)
                    : true;
            }

            Schema = new(Order.Select(i => fields[i]), stream.Schema.Metadata);
        }

        foreach (var i in Order)
        {
            Want(stream.Columns[i]);
        }
    }

    public Schema Schema { get; }

    public bool[] Wanted { get; }

    /// <summary>For each column of the batches, its place in the stream's schema.</summary>
    public int[] Order { get; }

    /// <summary>Dictionaries that a wanted column needs; the others' bytes are passed over.</summary>
    public HashSet<long> Dictionaries { get; } = [];

    private void Want(ColumnPlan column)
    {
        if (column.Dictionary is { } dictionary && Dictionaries.Add(dictionary.Id))
        {
            Want(dictionary.Values);
        }

        foreach (var child in column.Children)
        {
            Want(child);
        }
    }

    private static int Find(Schema schema, string name)
    {
        var found = -1;
        for (var i = 0; i < schema.FieldsList.Count; i++)
        {
            if (string.Equals(schema.FieldsList[i].Name, name, StringComparison.Ordinal))
            {
                found = found < 0 ? i : throw new IpcFormatException("there are two columns of that name", name);
            }
        }

        return found >= 0
            ? found
            : throw new IpcFormatException($"there is no such column. It has: {string.Join(", ", schema.FieldsList.Select(field => field.Name))}", name);
    }
}
