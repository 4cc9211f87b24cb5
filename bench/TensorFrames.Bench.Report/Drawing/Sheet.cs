using ScottPlot;
using TensorFrames.Bench.Report.Charts;

namespace TensorFrames.Bench.Report.Drawing;

/// <summary>A picture of a chart in one of the themes, 800 pixels wide.</summary>
internal static class Sheet
{
    internal const int Width = 800;

    internal static string Svg(Chart chart, Theme theme)
    {
        using var plot = Plot(chart, theme, out var height);
        return SvgText.ForAnyReader(plot.GetSvgXml(Width, height));
    }

    internal static void SavePng(Chart chart, Theme theme, string path)
    {
        using var plot = Plot(chart, theme, out var height);
        plot.SavePng(path, Width, height);
    }

    private static Plot Plot(Chart chart, Theme theme, out int height)
    {
        Font.Use();
        var plot = new Plot();
        Dress(plot, theme);
        plot.Title(chart.Title, 16);
        plot.Axes.Title.FullFigureCenter = true;
        var area = chart switch
        {
            DotChart dots => DotDrawing.Draw(plot, dots, theme),
            BarChart bars => BarDrawing.Draw(plot, bars, theme),
            LineChart lines => LineDrawing.Draw(plot, lines, theme),
            _ => throw new ArgumentOutOfRangeException(nameof(chart)),
        };
        plot.Layout.Fixed(new PixelPadding(area.Left, Area.Right, area.Bottom, Area.Top));
        height = Area.Top + area.Height + area.Bottom;
        return plot;
    }

    private static void Dress(Plot plot, Theme theme)
    {
        plot.FigureBackground.Color = plot.DataBackground.Color = theme.Background;
        plot.Axes.Color(theme.Text);
        plot.Grid.MajorLineColor = theme.Grid;
        plot.Axes.Right.FrameLineStyle.Width = plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Legend.BackgroundColor = theme.Background;
        plot.Legend.FontColor = theme.Text;
        plot.Legend.OutlineColor = plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.FontSize = Font.Size;
        plot.Legend.Orientation = Orientation.Horizontal;
        plot.Legend.TightHorizontalWrapping = true;
        foreach (var axis in plot.Axes.GetAxes())
        {
            axis.TickLabelStyle.FontSize = axis.Label.FontSize = Font.Size;
            axis.Label.Bold = false;
        }
    }
}
