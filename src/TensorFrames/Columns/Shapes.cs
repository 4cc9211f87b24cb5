using Apache.Arrow;
using TensorFrames.Columns.In;

namespace TensorFrames.Columns;

/// <summary>Which cell shapes a column's type allows, and which are worth keeping.</summary>
internal static class Shapes
{
    /// <summary>The shape of a column's cells, from its type and its metadata; null where columns of its type are no tensors.</summary>
    internal static (DType DType, TensorShape Cell)? Of(Field field)
    {
        if (ColumnTensor.Of(field) is not { DType: not DType.Unknown } column)
        {
            return null;
        }

        var declared = DeclaredShape.Of(field, column);
        return (column.DType, declared.Tensor ?? declared.Cell);
    }

    /// <summary>The field, where its cells may have that shape.</summary>
    /// <exception cref="PlanException">They cannot.</exception>
    internal static Field Checked(Field field, TensorShape cell)
    {
        var column = ColumnTensor.Of(field);
        var isRaw = RawCells.Are(field, DType.UInt8) && cell.IsKnown;
        return cell.HasRank && column is not null && column.Tensor is null && (isRaw || DeclaredShape.Of(column, cell) is not null) ? field : throw new PlanException(
            $"Column '{field.Name}' ({ArrowTypeNames.Of(field.DataType)}) cannot have cells of {cell}: "
            + (column is null ? "columns of this type are no tensors" : $"its type has cells of {column.Tensor ?? column.Cell}")
            + ". Fix: the shape of one cell, without the rows, that fits the type.")
        { Column = field.Name };
    }

    /// <summary>The first schema with the shapes that hold in all: sizes that differ, or that one does not declare, are open.</summary>
    internal static Schema Union(IReadOnlyList<Schema> schemas) => new(
        schemas[0].FieldsList.Select((field, i) => Union(field, [.. schemas.Select(s => s.FieldsList[i])])), schemas[0].Metadata);

    private static Field Union(Field first, Field[] all)
    {
        if (!System.Array.Exists(all, f => ShapeMetadata.ShapeOf(f) is not null) || ColumnTensor.Of(first) is not { Tensor: null } column)
        {
            return first;
        }

        var shapes = all.Select(f => DeclaredShape.Of(f, ColumnTensor.Of(f)!)).Select(c => c.Tensor ?? c.Cell).ToArray();
        var common = shapes[0];
        foreach (var shape in shapes)
        {
            common = shape.Rank != common.Rank ? column.Cell
                : new TensorShape([.. Enumerable.Range(0, common.Rank).Select(axis => common[axis] == shape[axis] ? shape[axis] : -1)]);
        }

        return ShapeMetadata.With(first, common);
    }

    /// <summary>The field with the shape that a scan found, where its type does not say as much.</summary>
    internal static Field Found(Field field, TensorShape cell) =>
        ColumnTensor.Of(field) is { Tensor: null } column && column.Cell.Rank > 0 && cell != column.Cell ? ShapeMetadata.With(field, cell) : field;
}
