namespace TensorFrames.Columns.In;

/// <summary>Finds the first row with a null at any depth, once one is known to be there.</summary>
internal static class NullSearch
{
    /// <summary>The first such row, <paramref name="known"/> at the latest.</summary>
    internal static int FirstRow(CellRange cells, int known)
    {
        var row = 0;
        while (row < known && !HasNull(new(cells.Data, cells.Start + row, 1)))
        {
            row++;
        }

        return row;
    }

    private static bool HasNull(CellRange cells)
    {
        if (LeafDecoder.Nulls(cells).FirstNull >= 0)
        {
            return true;
        }

        for (var i = 0; cells.IsList && i < cells.Count; i++)
        {
            if (HasNull(cells.ElementsOf(i)))
            {
                return true;
            }
        }

        return false;
    }
}
