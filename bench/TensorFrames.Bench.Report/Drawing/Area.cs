namespace TensorFrames.Bench.Report.Drawing;

/// <summary>Where the data of a picture lies, in pixels.</summary>
/// <param name="Left">Room for names to the left of it.</param>
/// <param name="Bottom">Room for the axis and what explains the marks below it.</param>
internal sealed record Area(int Left, int Height, int Bottom)
{
    internal const int Right = 16;
    internal const int Top = 44;
    private const int AxisHeight = 52;
    private const int LegendLine = 22;

    internal int Width => Sheet.Width - Left - Right;

    /// <summary>Rows of names and, below, as many lines as the legend's names need.</summary>
    internal static Area OfRows(IEnumerable<string> names, int height, IReadOnlyList<string> legend)
    {
        var left = 16 + (int)names.Max(Font.Width);
        var lines = legend.Count < 2 ? 0 : 1 + (int)(legend.Sum(name => Font.Width(name) + 40) / (Sheet.Width - 60));
        return new Area(left, height, AxisHeight + (lines == 0 ? 0 : 14 + (lines * LegendLine)));
    }

    internal static Area OfLines(int height) => new(76, height, AxisHeight);
}
