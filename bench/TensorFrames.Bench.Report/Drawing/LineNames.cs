using ScottPlot;

namespace TensorFrames.Bench.Report.Drawing;

/// <summary>The names of lines, to the right of their ends and moved apart where these lie close.</summary>
internal static class LineNames
{
    /// <param name="ends">Each line's name, colour and end.</param>
    /// <param name="left">Where names begin.</param>
    /// <param name="share">Of the picture's height that a name takes.</param>
    internal static void Add(Plot plot, Color words, IReadOnlyList<(string Name, Color Ink, double X, double Y)> ends, double left, double share)
    {
        var range = plot.Axes.Left.Range;
        int[] rising = [.. Enumerable.Range(0, ends.Count).OrderBy(i => ends[i].Y)];
        var places = Apart([.. rising.Select(i => ends[i].Y)], range.Span * share, range.Min, range.Max);
        foreach (var (series, place) in rising.Zip(places))
        {
            var leader = plot.Add.Line(ends[series].X, ends[series].Y, left, place);
            (leader.LineWidth, leader.LineColor) = (1, ends[series].Ink.WithAlpha(0.6));
            var text = plot.Add.Text(" " + ends[series].Name, left, place);
            (text.LabelFontColor, text.LabelFontSize, text.LabelAlignment) = (words, Font.Size, Alignment.MiddleLeft);
        }
    }

    /// <summary>Rising places, each at least a distance above the one before, as near to where they were as that and the ends of the axis allow.</summary>
    internal static double[] Apart(double[] places, double distance, double least, double most)
    {
        // Names that come too close become one group around the middle of where its names would be.
        List<(double Middle, int Count)> groups = [];
        foreach (var place in places)
        {
            (double Middle, int Count) group = (place, 1);
            while (groups.Count > 0 && groups[^1].Middle + (groups[^1].Count * distance / 2) > group.Middle - (group.Count * distance / 2))
            {
                var below = groups[^1];
                var count = below.Count + group.Count;
                group = (((below.Middle * below.Count) + (group.Middle * group.Count)) / count, count);
                groups.RemoveAt(groups.Count - 1);
            }

            groups.Add((Inside(group.Middle, group.Count * distance / 2, least, most), group.Count));
        }

        return [.. groups.SelectMany(g => Enumerable.Range(0, g.Count).Select(i => g.Middle + ((i - ((g.Count - 1) / 2.0)) * distance)))];
    }

    private static double Inside(double middle, double half, double least, double most) => Math.Max(least + half, Math.Min(most - half, middle));
}
