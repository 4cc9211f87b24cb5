using ScottPlot;
using ScottPlot.TickGenerators;
using TensorFrames.Bench.Report.Charts;
using TensorFrames.Bench.Report.Page;
using Bar = TensorFrames.Bench.Report.Charts.Bar;

namespace TensorFrames.Bench.Report.Drawing;

/// <summary>Bars that lie, the first on top, each with its value; what was not run has words in a bar's place.</summary>
internal static class BarDrawing
{
    internal static Area Draw(Plot plot, BarChart chart, Theme theme)
    {
        var count = chart.Bars.Count;
        string[] legend = [.. chart.Parts.Select((part, i) => $"{i + 1} {part}")];
        var names = RowNames.Broken(chart.Bars.Select(b => b.Name));
        var area = Area.OfRows(names, (names.Any(n => n.Contains('\n', StringComparison.Ordinal)) ? 38 : 30) * count, legend);

        // Far enough that the words behind each bar have room.
        var end = chart.Bars.Max(b => b.Values.Sum() * area.Width / (area.Width - Font.Width(Words(b, chart.Unit, area.Width)) - 16));
        plot.Axes.Bottom.Range.Set(0, end > 0 ? end : 1);
        for (var row = 0; row < count; row++)
        {
            Draw(plot, chart, theme, chart.Bars[row], count - 1 - row, area.Width);
        }

        RowNames.Set(plot, names);
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { TargetTickCount = 8, MinorTickGenerator = new EvenlySpacedMinorTickGenerator(1) };
        plot.XLabel(chart.Axis);
        if (chart.Parts.Count > 1)
        {
            plot.Legend.ManualItems.AddRange(legend.Select((part, i) => new LegendItem { LabelText = part, FillColor = theme.Ink(i), LineColor = theme.Background }));
            plot.ShowLegend(Edge.Bottom);
        }

        return area;
    }

    private static void Draw(Plot plot, BarChart chart, Theme theme, Bar bar, double at, int width)
    {
        var (from, pixel) = (0.0, plot.Axes.Bottom.Range.Span / width);
        for (var part = 0; part < bar.Values.Count; part++)
        {
            var to = from + bar.Values[part];

            // What was measured elsewhere is an outline: it is not this machine's.
            var elsewhere = bar.Note is not null;
            plot.Add.Bar(new ScottPlot.Bar
            {
                Position = at,
                ValueBase = from,
                Value = to,
                Size = 0.62,
                Orientation = Orientation.Horizontal,
                FillColor = elsewhere ? theme.Background : theme.Ink(part),
                LineColor = elsewhere ? theme.Text : theme.Background,
                LineWidth = 1.5f,
            });
            if (chart.Parts.Count > 1 && to - from > 14 * pixel)
            {
                // The number of its line in the legend, so that parts are told apart without colours.
                Text(plot, $"{part + 1}", (from + to) / 2, at, Alignment.MiddleCenter, theme.Background);
            }

            from = to;
        }

        Text(plot, " " + Words(bar, chart.Unit, width), from, at, Alignment.MiddleLeft, theme.Text).LabelItalic = bar.Note is not null;
    }

    // Where else, or why not, stands in the table, and here where there is room for it.
    private static string Words(Bar bar, string unit, int width)
    {
        var note = bar.Note?.Split(':')[0];
        return bar.IsThere ? $"{Numbers.Of(bar.Values.Sum())} {unit}{(note is null ? "" : $", {note}")}"
            : bar.Note is { } whole && Font.Width(whole) < width - 16 ? whole
            : note ?? "not run";
    }

    private static ScottPlot.Plottables.Text Text(Plot plot, string words, double x, double y, Alignment alignment, Color color)
    {
        var text = plot.Add.Text(words, x, y);
        (text.LabelFontColor, text.LabelFontSize, text.LabelAlignment, text.OffsetY) = (color, Font.Size, alignment, 2);
        return text;
    }
}
