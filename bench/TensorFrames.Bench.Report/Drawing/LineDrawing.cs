using ScottPlot;
using ScottPlot.TickGenerators;
using TensorFrames.Bench.Report.Charts;

namespace TensorFrames.Bench.Report.Drawing;

/// <summary>Lines with markers, each named at its right end.</summary>
internal static class LineDrawing
{
    private const int Height = 340;

    internal static Area Draw(Plot plot, LineChart chart, Theme theme)
    {
        var points = chart.Series.SelectMany(s => s.Points).ToArray();
        Func<double, double> x = chart.Ticks is null ? Math.Log10 : value => value;
        Func<double, double> y = chart.Logarithmic ? Math.Log10 : value => value;
        if (chart.Logarithmic)
        {
            LogTicks.Set(plot.Axes.Left, points.Select(p => p.Y));
        }
        else
        {
            plot.Axes.Left.Range.Set(chart.Floor, points.Max(p => p.Y) * 1.1);
        }

        for (var i = 0; i < chart.Series.Count; i++)
        {
            var (series, style) = (chart.Series[i].Points, chart.Series[i].Style ?? i);
            var scatter = plot.Add.Scatter(series.Select(p => x(p.X)).ToArray(), series.Select(p => y(p.Y)).ToArray(), theme.Ink(style));
            (scatter.LineWidth, scatter.MarkerShape, scatter.MarkerSize, scatter.MarkerLineWidth) = (2, Theme.Marker(style), 10, 2);
        }

        var area = Area.OfLines(Height);
        var last = points.Max(p => x(p.X));
        var first = points.Min(p => x(p.X));
        var margin = chart.Ticks is null ? 0.06 * (last - first) : 0.3;
        if (chart.Ticks is null)
        {
            LogTicks.Set(plot.Axes.Bottom, points.Select(p => p.X));
        }
        else
        {
            plot.Axes.Bottom.TickGenerator = new NumericManual([.. chart.Ticks.Select((name, i) => new Tick(i, name))]);
        }

        // As much to the right of the lines as their names take.
        var names = (chart.Series.Max(s => Font.Width(s.Name)) + 30) / area.Width;
        var span = (last - first + margin) / (1 - names);
        plot.Axes.Bottom.Range.Set(first - margin, first - margin + span);
        LineNames.Add(plot, theme.Text, [.. chart.Series.Select((s, i) => (s.Name, theme.Ink(s.Style ?? i), x(s.Points[^1].X), y(s.Points[^1].Y)))], last + (18 * span / area.Width), 18.0 / Height);
        plot.XLabel(chart.Horizontal);
        plot.YLabel(chart.Axis);
        return area;
    }
}
