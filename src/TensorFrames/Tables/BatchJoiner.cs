using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Tables;

/// <summary>Joins batches into one: a copy.</summary>
internal static class BatchJoiner
{
    /// <summary>All rows in order; null for no batch. The batches stay the caller's, and the result shares nothing with them.</summary>
    /// <exception cref="TableException">A column's type cannot be joined (views, unions, run-end encoding), or the join passes 2 GiB.</exception>
    internal static RecordBatch? Join(Schema schema, IReadOnlyList<RecordBatch> batches) => batches.Count == 0 ? null
        : new RecordBatch(
            schema,
            [.. schema.FieldsList.Select((field, i) => Join(field, [.. batches.Select(b => b.Column(i))]))],
            checked(batches.Sum(b => b.Length)));

    /// <summary>Bytes that a joined batch holds, nested buffers and dictionaries included.</summary>
    internal static long BytesOf(RecordBatch batch) => batch.Arrays.Sum(array => BytesOf(array.Data));

    private static IArrowArray Join(Field field, IArrowArray[] arrays)
    {
        try
        {
            return Join(arrays);
        }
        catch (Exception e) when (e is NotImplementedException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw new TableException(
                $"Column '{field.Name}' ({field.DataType.Name}) cannot be joined into one block per partition: {e.Message} Fix: blocks as the table has them, or leave the column out.", e)
            { Column = field.Name };
        }
    }

    private static IArrowArray Join(IArrowArray[] arrays) => arrays[0] switch
    {
        NullArray => new NullArray(arrays.Sum(a => a.Length)),
        DictionaryArray => DictionaryJoiner.Join([.. arrays.Cast<DictionaryArray>()], Join),
        ExtensionArray extension => ((ExtensionType)extension.Data.DataType).CreateArray(Join([.. arrays.Cast<ExtensionArray>().Select(a => a.Storage)])),
        _ => Own(ArrowArrayConcatenator.Concatenate(arrays), arrays),
    };

    // Apache.Arrow 23 copies neither the values of lists where only one array has lists, nor those where none has.
    private static IArrowArray Own(IArrowArray joined, IArrowArray[] arrays)
    {
        if (arrays.Length > 1 && joined.Data.Children is not null)
        {
            var theirs = new HashSet<ArrowBuffer[]>(ReferenceEqualityComparer.Instance);
            foreach (var array in arrays)
            {
                Collect(array.Data, theirs);
            }

            Own(joined.Data, theirs);
        }

        return joined;
    }

    private static void Own(ArrayData data, HashSet<ArrowBuffer[]> theirs)
    {
        for (var i = 0; i < (data.Children?.Length ?? 0); i++)
        {
            if (theirs.Contains(data.Children![i].Buffers))
            {
                data.Children[i] = data.Children[i].Clone();
            }

            Own(data.Children[i], theirs);
        }
    }

    private static void Collect(ArrayData data, HashSet<ArrowBuffer[]> buffers)
    {
        buffers.Add(data.Buffers);
        foreach (var child in data.Children ?? [])
        {
            Collect(child, buffers);
        }
    }

    private static long BytesOf(ArrayData? data) => data is null ? 0
        : data.Buffers.Sum(buffer => (long)buffer.Length) + (data.Children?.Sum(BytesOf) ?? 0) + BytesOf(data.Dictionary);
}
