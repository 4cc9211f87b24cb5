using Apache.Arrow;
using TensorFrames.Spark;

namespace TensorFrames.Columns.In;

/// <summary>Columns of Spark's types as feeds: dtypes that Spark lacks.</summary>
internal static class SparkCells
{
    /// <summary>The dtype that the column's values become before anything else is done with them; null: they are fed as they are.</summary>
    internal static DType? Narrowed(Field field, DType wanted, FeedOptions options)
    {
        var type = Leaf(field);
        return !options.SparkTypes ? null
            : SparkColumn.Holds(type, wanted) ? wanted
            : SparkColumn.DTypeOf(field) is { } was && SparkColumn.Holds(type, was) && options.Widen && Widening.Allowed(was, wanted) ? was
            : null;
    }

    private static Apache.Arrow.Types.IArrowType Leaf(Field field)
    {
        var type = ColumnTensor.Storage(field.DataType);
        while (ColumnTensor.Element(type) is { } element)
        {
            type = ColumnTensor.Storage(element.DataType);
        }

        return type;
    }
}
