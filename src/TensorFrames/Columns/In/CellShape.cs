using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>The shapes of cells, compared with what the placeholder wants while a column is walked level by level.</summary>
internal static class CellShape
{
    /// <summary>The block row that entry <paramref name="index"/> of a level with <paramref name="count"/> entries belongs to.</summary>
    internal static int RowOf(int index, int count, int rows) => count == 0 ? 0 : (int)((long)index * rows / count);

    /// <summary>
    /// One level down: all lists of a level must have one length, the placeholder's where that is known. Where they need not,
    /// because each row is run by itself, the length is -1 if they differ.
    /// </summary>
    internal static CellRange Descend(FeedSpec spec, CellRange level, int rows, int axis, in BlockPosition position, out long length)
    {
        var wanted = Wanted(spec, axis);
        var elements = level.Elements(wanted, out length, out var differs);
        if (differs >= 0 && wanted < 0 && spec.IsPerRow)
        {
            length = -1;
            return default;
        }

        if (differs >= 0)
        {
            var row = RowOf(differs, level.Count, rows);
            var has = level.ElementsOf(differs).Count;
            throw wanted >= 0
                ? spec.BlockError($"the cell has {has} values, {wanted} wanted", OfThatSize(spec), position, row)
                : spec.BlockError($"cells of {length} and of {has} values cannot form one block", "MapRows, which runs cells of different size row by row", position, row);
        }

        if (wanted >= 0 && length != wanted && level.Count > 0)
        {
            throw spec.BlockError($"the cell has {length} values, {wanted} wanted", OfThatSize(spec), position, 0);
        }

        return elements;
    }

    internal static string OfThatSize(FeedSpec spec) => (spec.IsPerRow ? "cells of that size" : "cells of that size, or MapRows for cells of different size")
        + (ShapeMetadata.ShapeOf(spec.Field) is { } declared && declared.Dims.ContainsAnyExcept(-1) ? $"; if the column's declared shape {declared} no longer holds, analyze it again (Analyze, AppendShape)" : "");

    /// <summary>
    /// Whether a flat cell is taken in the placeholder's own shape of as many elements: the column is a flat list that
    /// declares no shape of its own, and the placeholder's cell shape is known and of another rank.
    /// </summary>
    internal static bool Reshapes(FeedSpec spec) =>
        spec.Column.Tensor is null && spec.Column.Cell.Rank == 1 && spec.Shape.Cell.IsKnown && spec.Shape.Cell.Rank != 1;

    /// <summary>The length that lists at this axis must have; -1: whichever, as long as it is one.</summary>
    internal static long Wanted(FeedSpec spec, int axis)
    {
        var asked = Reshapes(spec) ? spec.Shape.Cell.Count
            : spec.Column.Tensor is null && axis < spec.Shape.Rank ? spec.Shape[axis] : -1;
        return asked >= 0 ? asked : spec.Column.Cell[axis - 1];
    }

    /// <summary>Sets the feed's shape: as walked, or in the declared tensor's or placeholder's shape of as many elements.</summary>
    internal static void Set(FeedSpec spec, ReadOnlySpan<long> walked, RunScratch scratch, int index)
    {
        var cell = Reshapes(spec) ? spec.Shape.Cell.Dims
            : spec.Column.Tensor is { } tensor ? tensor.Dims
            : walked[1..];
        var shape = scratch.Shape(index, cell.Length + 1);
        shape[0] = walked[0];
        cell.CopyTo(shape[1..]);
    }
}
