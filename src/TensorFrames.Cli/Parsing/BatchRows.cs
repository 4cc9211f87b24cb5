namespace TensorFrames.Cli.Parsing;

/// <summary>How many rows a reader hands over at once, so that blocks of a wanted size can be cut from it.</summary>
internal static class BatchRows
{
    private const int Default = 65_536;
    private const int Aligned = 64;

    /// <summary>A multiple of 64, as readers want it, and of the block where that fits below the default.</summary>
    internal static int ForReader(int? blockRows)
    {
        if (blockRows is not { } rows)
        {
            return Default;
        }

        if (rows % Aligned == 0)
        {
            return rows;
        }

        var both = (long)rows * Aligned / Common(rows);
        return both <= Default ? (int)(Default / both * both) : (int)Math.Min(((long)rows + Aligned - 1) / Aligned * Aligned, int.MaxValue / Aligned * Aligned);
    }

    private static int Common(int rows)
    {
        var common = 1;
        while (common < Aligned && rows % (common * 2) == 0)
        {
            common *= 2;
        }

        return common;
    }
}
