using TensorFrames.Run;

namespace TensorFrames.Columns.In;

/// <summary>The common shape of cells of which some are null: a null list has no length, another cell or the placeholder tells it.</summary>
internal static class CellSizes
{
    internal static int Find(FeedSpec spec, CellRange cells, Span<long> dims, in BlockPosition position)
    {
        dims[0] = cells.Count;
        var rank = 1;
        var level = cells;
        while (level.IsList)
        {
            var wanted = CellShape.Reshapes(spec) ? spec.Shape.Cell.Count : spec.Shape.HasRank && rank < spec.Shape.Rank ? spec.Shape[rank] : -1;
            var probe = FirstWithValue(level);
            if (probe < 0)
            {
                dims[rank++] = wanted >= 0 ? wanted : level.Count == 0 && wanted < 0 ? 0 : throw spec.BlockError(
                    "every cell of the block is null, so that no size is known", "a placeholder whose cell shape is known", position, 0);
                level = new(level.Data.Children[0], 0, 0);
                continue;
            }

            var elements = level.ElementsOf(probe);
            dims[rank++] = wanted >= 0 ? wanted : elements.Count;
            level = elements;
        }

        return rank;
    }

    internal static int Product(ReadOnlySpan<long> dims)
    {
        long product = 1;
        foreach (var dim in dims)
        {
            product = checked(product * dim);
        }

        return checked((int)product);
    }

    private static int FirstWithValue(CellRange level)
    {
        for (var i = 0; i < level.Count; i++)
        {
            if (!level.Data.IsNull(level.Start + i))
            {
                return i;
            }
        }

        return -1;
    }
}
