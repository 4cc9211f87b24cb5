using ScottPlot;
using TensorFrames.Bench.Report.Charts;

namespace TensorFrames.Bench.Report.Drawing;

/// <summary>Markers on a line for each category, the first category on top.</summary>
internal static class DotDrawing
{
    internal static Area Draw(Plot plot, DotChart chart, Theme theme)
    {
        var count = chart.Categories.Count;
        LogTicks.Set(plot.Axes.Bottom, chart.Series.SelectMany(s => s.Values).OfType<double>());
        for (var i = 0; i < chart.Series.Count; i++)
        {
            // Where markers meet the first looks out from below the others.
            var style = chart.Series[i].Style ?? i;
            var points = chart.Series[i].Values.Select((value, row) => (value, row)).Where(p => p.value is > 0).ToArray();
            var scatter = plot.Add.Scatter(points.Select(p => Math.Log10(p.value!.Value)).ToArray(), points.Select(p => (double)(count - 1 - p.row)).ToArray(), theme.Ink(style));
            (scatter.LineWidth, scatter.MarkerShape, scatter.MarkerSize, scatter.MarkerLineWidth) = (0, Theme.Marker(style), style == 0 ? 13 : 10, 2);
            scatter.LegendText = chart.Series[i].Name;
        }

        RowNames.Set(plot, chart.Categories);
        plot.XLabel(chart.Axis);
        plot.ShowLegend(Edge.Bottom);
        return Area.OfRows(chart.Categories, 26 * count, [.. chart.Series.Select(s => s.Name)]);
    }
}
