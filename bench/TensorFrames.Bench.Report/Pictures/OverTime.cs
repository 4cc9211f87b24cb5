using TensorFrames.Bench.Report.Charts;
using TensorFrames.Bench.Report.Page;
using TensorFrames.Bench.Track;

namespace TensorFrames.Bench.Report.Pictures;

/// <summary>The committed runs of bench/track, from commit to commit: instructions, and ratios of the newest libtensorflow.</summary>
internal static class OverTime
{
    internal const string Name = "history";
    private const int Runs = 12;

    // One that is borrowed, one of vectors, those that are copied, and a block as such; the rest stands in bench/history.
    private static readonly string[] s_followed = ["x + 3 of 8,192 doubles", "float64, in", "float32[32], in", "bool, in", "float64, filled nulls", "string, in"];

    internal static Section Of(Measured measured)
    {
        var runs = measured.History.TakeLast(Runs).ToArray();
        return runs.Length > 0 ? new Section(Name, [.. new[] { Instructions(runs), Ratios(runs) }.OfType<Picture>()]) : Section.NotRun(Name, "bench/history", "runs");
    }

    // As shares of the first run's: a few in a hundred would not be seen beside another call's ten thousands.
    private static Picture? Instructions(TrackedRun[] runs)
    {
        var series = runs[^1].Figures.Where(f => f.Kind == FigureKind.Instructions).Select(figure =>
        {
            var line = Line(runs, figure.Name);
            return new LineSeries($"{figure.Name["shim, ".Length..]}, now {Numbers.Of(figure.Value)}", [.. line.Select(p => (p.X, p.Y / line[0].Y))]);
        }).ToArray();
        return Picture(runs, "history-instructions", "Instructions of the shim's own code in a hot call", "instructions : the first run's", series, logarithmic: false);
    }

    private static Picture? Ratios(TrackedRun[] runs)
    {
        var names = runs[^1].Figures.Where(f => f.Kind == FigureKind.Ratio).Select(f => f.Name).ToArray();
        var newest = names.Select(n => n.Split(',')[0]).MaxBy(v => Version.TryParse(v, out var parsed) ? parsed : new Version());
        var series = s_followed.Select(f => names.FirstOrDefault(n => n.StartsWith($"{newest}, {f}", StringComparison.Ordinal))).OfType<string>().Select(name => new LineSeries(
            name[(newest!.Length + 2)..].Replace(", in and out : its baseline", "", StringComparison.Ordinal).Replace(" : C loop", "", StringComparison.Ordinal), Line(runs, name))).ToArray();
        return Picture(runs, "history-ratios", $"Time by the baseline's of the same run, libtensorflow {newest}", "ratio, less is better (logarithmic)", series, logarithmic: true);
    }

    private static (double X, double Y)[] Line(TrackedRun[] runs, string figure) =>
        [.. runs.Select((run, i) => (X: (double)i, Y: run.Figures.FirstOrDefault(f => f.Name == figure)?.Value ?? 0)).Where(p => p.Y > 0)];

    private static Picture? Picture(TrackedRun[] runs, string file, string title, string axis, LineSeries[] series, bool logarithmic)
    {
        if (series.Length == 0)
        {
            return null;
        }

        var floor = 0.9 * series.Min(s => s.Points.Min(p => p.Y));
        var chart = new LineChart(title, axis, "commit", series, [.. runs.Select(r => r.Commit.Replace("-changed", "*", StringComparison.Ordinal))], logarithmic, floor);
        return new Picture(file, chart, $"{title}: a line a figure over the committed runs.", Source.Of("bench/track --append", runs[^1].Commit, runs[^1].Date, runs[^1].Machine));
    }
}
