using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Cells that differ in shape, for runs of one row each: their values lie one after another, their sizes beside.</summary>
internal static class RaggedCells
{
    /// <summary>Feeds the cells as they lie; false if one holds a null.</summary>
    internal static bool TryFeed(FeedSpec spec, CellRange cells, RunScratch scratch, int index, out int nullRow)
    {
        var rank = spec.Column.Cell.Rank;
        var sizes = scratch.Sizes(index, cells.Count, rank);
        var entries = new int[cells.Count];
        System.Array.Fill(entries, 1);
        var level = cells;
        for (var axis = 0; axis < rank; axis++)
        {
            var firstNull = level.FirstNull;
            if (firstNull >= 0)
            {
                nullRow = RowOf(entries, firstNull);
                return false;
            }

            level = Descend(spec, level, entries, sizes, axis, rank, scratch.Position);
        }

        var leaf = LeafDecoder.Decode(spec, level, scratch, index);
        nullRow = leaf.FirstNull < 0 ? -1 : RowOf(entries, leaf.FirstNull);
        if (nullRow >= 0)
        {
            return false;
        }

        LeafFeed.Describe(spec.DType, leaf, scratch, index);
        return true;
    }

    /// <summary>
    /// Writes cells with nulls in them to a sink for so many values, one by one and each in its own size: a null list has the
    /// placeholder's, where that is known.
    /// </summary>
    internal static void Write(FeedSpec spec, CellRange cells, Func<int, FillSink> sinkFor, RunScratch scratch, int index)
    {
        Span<long> dims = stackalloc long[RunScratch.MaxRank];
        var rank = spec.Column.Cell.Rank;
        var sizes = scratch.Sizes(index, cells.Count, rank);
        long leaves = 0;
        for (var row = 0; row < cells.Count; row++)
        {
            CellSizes.Find(spec, Row(cells, row), dims, scratch.Position, row);
            dims[1..(rank + 1)].CopyTo(sizes[(row * rank)..]);
            leaves += CellSizes.Product(dims[1..(rank + 1)]);
        }

        var sink = sinkFor(checked((int)leaves));
        for (var row = 0; row < cells.Count; row++)
        {
            dims[0] = 1;
            sizes.Slice(row * rank, rank).CopyTo(dims[1..]);
            CellWriter.Write(spec, Row(cells, row), dims[..(rank + 1)], 1, sink, scratch.Position, row);
        }

        sink.Finish(scratch, index);
        SetIfEqual(spec, sizes, cells.Count, rank, scratch, index);
    }

    private static CellRange Row(CellRange cells, int row) => new(cells.Data, cells.Start + row, 1);

    // Cells of one shape after all can be run together.
    private static void SetIfEqual(FeedSpec spec, ReadOnlySpan<long> sizes, int rows, int rank, RunScratch scratch, int index)
    {
        for (var row = 1; row < rows; row++)
        {
            if (!sizes.Slice(row * rank, rank).SequenceEqual(sizes[..rank]))
            {
                return;
            }
        }

        CellShape.Set(spec, [rows, .. sizes[..rank]], scratch, index);
    }

    // The elements of a level's lists. Lists of one cell have one length, else the cell is no tensor.
    private static CellRange Descend(FeedSpec spec, CellRange level, int[] entries, Span<long> sizes, int axis, int rank, in BlockPosition position)
    {
        var wanted = CellShape.Wanted(spec, axis + 1);
        int entry = 0, total = 0;
        for (var row = 0; row < entries.Length; row++)
        {
            long length = -1;
            for (var end = entry + entries[row]; entry < end; entry++)
            {
                var own = level.ElementsOf(entry).Count;
                if (length >= 0 && own != length)
                {
                    throw spec.BlockError($"lists of {length} and of {own} values within one cell are no tensor", "cells whose lists have one length at each depth", position, row);
                }

                length = own;
                if (wanted >= 0 && own != wanted)
                {
                    throw spec.BlockError($"the cell has {own} values, {wanted} wanted", "cells of that size", position, row);
                }
            }

            // Below a list of no elements, no size is as good as any other.
            sizes[(row * rank) + axis] = length >= 0 ? length : Math.Max(0, wanted);
            entries[row] = checked(entries[row] * (int)Math.Max(0, length));
            total = checked(total + entries[row]);
        }

        // Lists lie one after another.
        return level.Count == 0 ? new(level.Data.Children[0], 0, 0) : level.ElementsOf(0) with { Count = total };
    }

    private static int RowOf(int[] entries, int entry)
    {
        var row = 0;
        for (; row < entries.Length - 1 && entry >= entries[row]; row++)
        {
            entry -= entries[row];
        }

        return row;
    }
}
