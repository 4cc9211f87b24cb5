using Apache.Arrow;
using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>Feeds one placeholder from one column, block by block: borrowed where the memory allows it.</summary>
internal sealed class ColumnFeeder(FeedSpec spec)
{
    internal FeedSpec Spec => spec;

    /// <summary>Describes the column's values as the scratch's feed <paramref name="index"/>.</summary>
    internal void Feed(ArrayData column, int rows, RunScratch scratch, int index)
    {
        RequireRows(rows, scratch.Position);
        if (column.Length != rows)
        {
            throw spec.Broken($"it has {column.Length} rows, the batch {rows}", scratch.Position);
        }

        var cells = new CellRange(column, 0, rows);
        try
        {
            if (spec.Column.Dense != MLlibKind.None)
            {
                column = MLlib.DenseValues(spec, column, rows) ?? MLlib.Densify(spec, column, rows, scratch, index);
                cells = new CellRange(column, 0, rows);
            }

            if (spec.IsRaw)
            {
                column = RawCells.AsLists(spec, column, rows, scratch, index);
                cells = new CellRange(column, 0, rows);
            }

            if (spec.IsMask)
            {
                MaskCells.Feed(spec, cells, scratch, index);
            }
            else if (!TryFeedAsIs(cells, scratch, index, out var nullRow))
            {
                if (spec.Nulls is NullPolicy.Refuse)
                {
                    throw spec.BlockError("it holds a null", $"fill it (NullPolicy.Fill, --null {spec.Placeholder}=fill:VALUE) or mask it (NullPolicy.Mask, --null {spec.Placeholder}=mask:PLACEHOLDER)", scratch.Position, NullSearch.FirstRow(cells, nullRow));
                }

                FilledCells.Feed(spec, cells, scratch, index);
            }
        }
        catch (SparkRangeException e)
        {
            throw spec.BlockError($"{e.Value} is no {spec.Narrowed!.Value.Name()}", "values in that dtype's range", scratch.Position, LeafRow.Of(cells, e.Leaf));
        }
        catch (InvalidDataException e)
        {
            throw spec.Broken(e.Message, scratch.Position);
        }
        catch (OverflowException)
        {
            throw spec.BlockError("the block has more values than one buffer holds (2 GiB)", "smaller blocks (BlockRows, --batch-rows)", scratch.Position, 0);
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentOutOfRangeException or NullReferenceException)
        {
            // An array whose buffers are shorter than it says, or missing: nothing outside of them was read.
            throw spec.Broken($"its buffers do not fit its length ({e.Message})", scratch.Position);
        }
    }

    private bool TryFeedAsIs(CellRange cells, RunScratch scratch, int index, out int nullRow)
    {
        Span<long> dims = stackalloc long[RunScratch.MaxRank];
        var rank = 0;
        dims[rank++] = cells.Count;
        var level = cells;
        while (true)
        {
            var firstNull = level.FirstNull;
            if (firstNull >= 0)
            {
                nullRow = CellShape.RowOf(firstNull, level.Count, cells.Count);
                return false;
            }

            if (!level.IsList)
            {
                break;
            }

            level = CellShape.Descend(spec, level, cells.Count, rank, scratch.Position, out dims[rank]);
            if (dims[rank] < 0)
            {
                return RaggedCells.TryFeed(spec, cells, scratch, index, out nullRow);
            }

            rank++;
        }

        var leaf = LeafDecoder.Decode(spec, level, scratch, index);
        nullRow = leaf.FirstNull;
        if (nullRow >= 0)
        {
            nullRow = CellShape.RowOf(nullRow, leaf.Count, cells.Count);
            return false;
        }

        CellShape.Set(spec, dims[..rank], scratch, index);
        LeafFeed.Describe(spec.DType, leaf, scratch, index);
        return true;
    }

    private void RequireRows(int rows, in BlockPosition position)
    {
        if (spec.Shape.Rank > 0 && spec.Shape[0] >= 0 && spec.Shape[0] != rows)
        {
            throw spec.BlockError($"the block has {rows} rows, {spec.Shape[0]} wanted", $"blocks of exactly {spec.Shape[0]} rows (BlockRows, --batch-rows), or a placeholder with an open leading size", position, 0);
        }
    }
}
