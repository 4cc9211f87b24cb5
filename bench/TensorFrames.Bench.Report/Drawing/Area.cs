namespace TensorFrames.Bench.Report.Drawing;

/// <summary>Where the data of a picture lies, in pixels.</summary>
/// <param name="Left">Room for names to the left of it.</param>
/// <param name="Bottom">Room for the axis and what explains the marks below it.</param>
internal sealed record Area(int Left, int Height, int Bottom)
{
    internal const int Right = 30;
    internal const int Top = 44;
    private const int AxisHeight = 52;
    private const int LegendLine = 22;

    internal int Width => Sheet.Width - Left - Right;

    /// <summary>Rows of names and, below, as many lines as the legend's names need.</summary>
    internal static Area OfRows(IEnumerable<string> names, int height, IReadOnlyList<string> legend)
    {
        var left = 16 + (int)names.SelectMany(n => n.Split('\n')).Max(Font.Width);
        var lines = legend.Count < 2 ? 0 : Lines(legend, Sheet.Width - left - Right);
        return new Area(left, height, AxisHeight + (lines == 0 ? 0 : 14 + (lines * LegendLine)));
    }

    internal static Area OfLines(int height) => new(76, height, AxisHeight);

    // As the legend breaks them: each name has a mark before it and a gap behind.
    private static int Lines(IReadOnlyList<string> legend, double width)
    {
        var (lines, used) = (1, 0.0);
        foreach (var item in legend.Select(name => Font.Width(name) + 44))
        {
            (lines, used) = used + item <= width || used == 0 ? (lines, used + item) : (lines + 1, item);
        }

        return lines;
    }
}
