namespace TensorFrames.Columns.In;

/// <summary>Finds the row that an innermost value belongs to.</summary>
internal static class LeafRow
{
    internal static int Of(CellRange cells, int leaf)
    {
        for (var row = 0; row < cells.Count; row++)
        {
            if (Holds(new(cells.Data, cells.Start + row, 1), leaf))
            {
                return row;
            }
        }

        return 0;
    }

    private static bool Holds(CellRange cells, int leaf)
    {
        if (!cells.IsList)
        {
            return leaf >= cells.Start && leaf < cells.Start + cells.Count;
        }

        for (var i = 0; i < cells.Count; i++)
        {
            if (!cells.Data.IsNull(cells.Start + i) && Holds(cells.ElementsOf(i), leaf))
            {
                return true;
            }
        }

        return false;
    }
}
