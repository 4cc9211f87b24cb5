using Apache.Arrow;
using TensorFrames.Spark;

namespace TensorFrames.Columns.In;

/// <summary>Columns of Spark's types as feeds: sizes of lists from the field's metadata, and dtypes that Spark lacks.</summary>
internal static class SparkCells
{
    /// <summary>The column with the sizes that its metadata declares. A flat list of another rank's shape is a tensor of that shape.</summary>
    internal static ColumnTensor Shaped(Field field, ColumnTensor column)
    {
        if (SparkColumn.ShapeOf(field) is not { } shape || column.Dense != MLlibKind.None || column.Tensor is not null)
        {
            return column;
        }

        return shape.Rank == column.Cell.Rank && column.Cell.Fits(shape) ? column with { Cell = column.Cell.Merge(shape) }
            : column.Cell.Rank == 1 && shape.IsKnown && shape.Count >= 0 && (column.Cell[0] < 0 || column.Cell[0] == shape.Count) ? column with { Cell = new TensorShape(shape.Count), Tensor = shape }
            : column;
    }

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
