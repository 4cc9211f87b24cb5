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

    /// <summary>What a scan found, with what type and metadata say.</summary>
    /// <param name="field">The column.</param>
    /// <param name="sizes">Of its lists, the outermost first; -1 where they differ or there are none. Fewer than there are depths where no list was met.</param>
    /// <param name="nulls">Nulls met.</param>
    internal static ColumnAnalysis Analysis(Field field, IReadOnlyList<long> sizes, long nulls)
    {
        if (ColumnTensor.Of(field) is not { DType: not DType.Unknown } column)
        {
            return new(field.Name, DType.Unknown, TensorShape.Unknown, nulls);
        }

        var all = column.Cell.Dims.ToArray();
        for (var axis = 0; axis < Math.Min(all.Length, sizes.Count); axis++)
        {
            all[axis] = all[axis] < 0 ? sizes[axis] : all[axis];
        }

        // What a flat list is declared to be holds as long as its cells have as many values.
        var cell = new TensorShape(all);
        var declared = column.Tensor ?? (DeclaredShape.Of(field, column).Tensor is { } tensor && tensor.Count == cell.Count ? tensor : null);
        return new(field.Name, column.DType, declared ?? cell, nulls) { MetLists = sizes.Count > 0 };
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

    /// <summary>The field with the shape that a scan found, where its type does not say as much or its metadata say what no longer holds.</summary>
    internal static Field Found(Field field, ColumnAnalysis found) =>
        ColumnTensor.Of(field) is { Tensor: null } column && column.Cell.Rank > 0 && found.Cell.Rank == column.Cell.Rank
        && (found.Cell != column.Cell || (found.MetLists && ShapeMetadata.ShapeOf(field) is { } declared && declared != found.Cell)) ? ShapeMetadata.With(field, found.Cell) : field;
}
