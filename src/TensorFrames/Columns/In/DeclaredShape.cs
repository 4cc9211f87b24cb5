using Apache.Arrow;

namespace TensorFrames.Columns.In;

/// <summary>Sizes of lists from the field's metadata: a scan's, a user's, or Spark's, whose lists have none of their own.</summary>
internal static class DeclaredShape
{
    /// <summary>The column with the sizes that its metadata declares. A flat list of another rank's shape is a tensor of that shape.</summary>
    internal static ColumnTensor Of(Field field, ColumnTensor column) =>
        ShapeMetadata.ShapeOf(field) is { } shape && column.Tensor is null ? Of(column, shape) ?? column : column;

    /// <summary>The column with these sizes; null where its type has others.</summary>
    internal static ColumnTensor? Of(ColumnTensor column, TensorShape shape) =>
        shape.Rank == column.Cell.Rank ? column.Cell.Fits(shape) ? column with { Cell = column.Cell.Merge(shape) } : null
        : column.Dense == MLlibKind.None && column.Cell.Rank == 1 && shape.IsKnown && shape.Count >= 0 && (column.Cell[0] < 0 || column.Cell[0] == shape.Count)
            ? column with { Cell = new TensorShape(shape.Count), Tensor = shape }
        : null;
}
