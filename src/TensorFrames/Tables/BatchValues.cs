using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Columns;

namespace TensorFrames.Tables;

/// <summary>A batch's columns as plain values.</summary>
public static class BatchValues
{
    /// <summary>
    /// All values of a fixed-width column in row-major order, read in the column's own memory: of a scalar column one a
    /// row, of a column of vectors or matrices one cell after another. The span is valid until the batch is disposed.
    /// </summary>
    /// <typeparam name="T">The element type: sbyte to ulong, <see cref="Half"/>, float, double; of dates, times and durations the int or long they are stored as.</typeparam>
    /// <param name="batch">The batch.</param>
    /// <param name="column">The column's name.</param>
    /// <exception cref="TableException">There is no such column, it has nulls, or other elements than these.</exception>
    public static ReadOnlySpan<T> Values<T>(this RecordBatch batch, string column)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(batch);
        var whole = batch.Column(BatchColumns.IndexOf(batch.Schema, column, "batch")).Data;
        var (data, start, count) = (whole, 0, whole.Length);
        while (true)
        {
            if (data.FirstNull(start, count) is >= 0 and var place)
            {
                throw Refused(column, whole, $"it has nulls, first at place {place}");
            }

            switch (Storage(data.DataType))
            {
                case FixedSizeListType list:
                    (start, count) = ((data.Offset + start) * list.ListSize, count * list.ListSize);
                    break;
                case ListType:
                    var offsets = data.Offsets<int>(start, count);
                    (start, count) = count == 0 ? (0, 0) : (offsets[0], offsets[^1] - offsets[0]);
                    break;
                case var type:
                    return PlainTypes.Of<T>() is { } plain && ElementOf(type) == plain.TypeId ? data.Values<T>(start, count)
                        : throw Refused(column, whole, $"its elements are {ArrowTypeNames.Of(type)}");
            }

            data = data.Children[0];
        }
    }

    private static IArrowType Storage(IArrowType type) => type is ExtensionType extension ? extension.StorageType : type;

    private static ArrowTypeId? ElementOf(IArrowType type) => type switch
    {
        BooleanType => null,
        Date32Type or Time32Type => ArrowTypeId.Int32,
        Date64Type or Time64Type or TimestampType or DurationType => ArrowTypeId.Int64,
        NumberType number => number.TypeId,
        _ => null,
    };

    private static TableException Refused(string column, ArrayData data, string why) =>
        new($"Column '{column}' ({ArrowTypeNames.Of(data.DataType)}) cannot be read as a span: {why}.") { Column = column };
}
