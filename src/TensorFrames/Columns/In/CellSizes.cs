using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>The common shape of cells of which some are null: a null list has no length, another cell or the placeholder tells it.</summary>
internal static class CellSizes
{
    internal static int Find(FeedSpec spec, CellRange cells, Span<long> dims, in BlockPosition position, int row = 0)
    {
        dims[0] = cells.Count;
        var rank = 1;
        for (var level = cells; level.IsList; level = new(level.Data.Children[0], 0, 0), rank++)
        {
            var wanted = CellShape.Wanted(spec, rank);
            dims[rank] = wanted >= 0 ? wanted : FirstLength(cells, rank - 1);
            if (dims[rank] < 0)
            {
                // Below cells of no elements, no size is as good as any other.
                dims[rank] = dims[1..rank].Contains(0) ? 0 : throw NoneKnown(spec, position, row);
            }
        }

        return rank;
    }

    internal static BlockException NoneKnown(FeedSpec spec, in BlockPosition position, int row = 0) =>
        spec.BlockError(spec.IsPerRow ? "the cell is null, so that its size is not known" : "every cell of the block is null, so that no size is known", "a placeholder whose cell shape is known, or given (Shapes, --shape)", position, row);

    internal static int Product(ReadOnlySpan<long> dims)
    {
        long product = 1;
        foreach (var dim in dims)
        {
            product = checked(product * dim);
        }

        return checked((int)product);
    }

    // The length of the first list that has one, so many levels down; -1 where all are null.
    private static long FirstLength(CellRange level, int depth)
    {
        for (var i = 0; i < level.Count; i++)
        {
            if (level.Data.IsNull(level.Start + i))
            {
                continue;
            }

            var elements = level.ElementsOf(i);
            var length = depth == 0 ? elements.Count : FirstLength(elements, depth - 1);
            if (length >= 0)
            {
                return length;
            }
        }

        return -1;
    }
}
