using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Verbs;

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
        _ => Whole(ArrowArrayConcatenator.Concatenate(arrays)),
    };

    private static IArrowArray Whole(IArrowArray joined)
    {
        Complete(joined.Data);
        return joined;
    }

    // Where there is nothing at all, Apache.Arrow 23 makes buffers that cannot be retained, and lists without their values.
    private static void Complete(ArrayData data)
    {
        for (var i = 0; i < data.Buffers.Length; i++)
        {
            data.Buffers[i] = data.Buffers[i].Length == 0 ? ArrowBuffer.Empty : data.Buffers[i];
        }

        for (var i = 0; i < (data.Children?.Length ?? 0); i++)
        {
            data.Children![i] ??= EmptyBatch.Empty(((NestedType)data.DataType).Fields[i].DataType);
            Complete(data.Children[i]);
        }
    }

    private static long BytesOf(ArrayData? data) => data is null ? 0
        : data.Buffers.Sum(buffer => (long)buffer.Length) + (data.Children?.Sum(BytesOf) ?? 0) + BytesOf(data.Dictionary);
}
