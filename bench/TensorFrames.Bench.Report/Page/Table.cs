using System.Text;
using TensorFrames.Bench.Report.Charts;

namespace TensorFrames.Bench.Report.Page;

/// <summary>A table of Markdown: the first column are names, the others numbers or words.</summary>
internal sealed record Table(IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>What a chart shows, for those who read numbers, or cannot see pictures.</summary>
    internal static Table Of(Chart chart) => chart switch
    {
        DotChart dots => new([dots.Rows, .. dots.Series.Select(s => s.Name)],
            [.. dots.Categories.Select((name, row) => (IReadOnlyList<string>)[name, .. dots.Series.Select(s => Cell(s.Values[row]))])]),
        BarChart bars => new([bars.Rows, .. bars.Parts.Select(p => $"{p}, {bars.Unit}"), .. bars.Parts.Count > 1 ? ["sum"] : Array.Empty<string>(), .. Notes(bars) ? [""] : Array.Empty<string>()],
            [.. bars.Bars.Select(b => Row(bars, b))]),
        LineChart lines => OfLines(lines),
        _ => throw new ArgumentOutOfRangeException(nameof(chart)),
    };

    public override string ToString()
    {
        var text = new StringBuilder();
        Line(Headings);
        Line([.. Headings.Select((_, i) => i == 0 ? "---" : "---:")]);
        foreach (var row in Rows)
        {
            Line(row);
        }

        return text.ToString();

        void Line(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
    }

    private static bool Notes(BarChart chart) => chart.Bars.Any(b => b.Note is not null);

    private static IReadOnlyList<string> Row(BarChart chart, Bar bar) =>
    [
        bar.Name,
        .. chart.Parts.Select((_, i) => i < bar.Values.Count ? Numbers.Of(bar.Values[i]) : ""),
        .. chart.Parts.Count > 1 ? [bar.IsThere ? Numbers.Of(bar.Values.Sum()) : ""] : Array.Empty<string>(),
        .. Notes(chart) ? [bar.Note ?? ""] : Array.Empty<string>(),
    ];

    private static Table OfLines(LineChart chart)
    {
        var places = chart.Series.SelectMany(s => s.Points).Select(p => p.X).Distinct().Order().ToArray();
        return new([chart.Horizontal.Replace(" (logarithmic)", "", StringComparison.Ordinal), .. chart.Series.Select(s => s.Name)],
            [.. places.Select(x => (IReadOnlyList<string>)
                [chart.Ticks is null ? x.ToString("N0", System.Globalization.CultureInfo.InvariantCulture) : chart.Ticks[(int)x], .. chart.Series.Select(s => Cell(At(s, x)))])]);
    }

    private static double? At(LineSeries series, double x) => series.Points.Any(p => p.X == x) ? series.Points.First(p => p.X == x).Y : null;

    private static string Cell(double? value) => value is { } there ? Numbers.Of(there) : "";
}
