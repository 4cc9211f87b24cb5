using ScottPlot;
using ScottPlot.TickGenerators;

namespace TensorFrames.Bench.Report.Drawing;

/// <summary>Names to the left of rows, the first on top; long ones take two lines.</summary>
internal static class RowNames
{
    private const int Long = 36;

    internal static IReadOnlyList<string> Broken(IEnumerable<string> names) => [.. names.Select(Broken)];

    internal static void Set(Plot plot, IReadOnlyList<string> names)
    {
        plot.Axes.Left.TickGenerator = new NumericManual([.. names.Select((name, row) => new Tick(names.Count - 1 - row, name))]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Left.Range.Set(-0.6, names.Count - 0.4);
    }

    // Behind the comma or colon that lies nearest to the middle.
    private static string Broken(string name)
    {
        var breaks = Enumerable.Range(0, name.Length).Where(i => i > 0 && name[i] == ' ' && name[i - 1] is (',' or ':')).ToArray();
        var at = name.Length <= Long || breaks.Length == 0 ? -1 : breaks.MinBy(i => Math.Abs(i - (name.Length / 2)));
        return at < 0 ? name : $"{name[..at]}\n{name[(at + 1)..]}";
    }
}
