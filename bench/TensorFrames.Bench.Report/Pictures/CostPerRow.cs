using TensorFrames.Bench.Report.Charts;
using TensorFrames.Bench.Report.Page;
using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Report.Pictures;

/// <summary>What a row of each kind of column costs, ours beside the baselines of the same run; a picture a stage.</summary>
internal static class CostPerRow
{
    internal const string Name = "cost-per-row";

    private static readonly (string Stage, string File, string Title)[] s_stages =
    [
        (Stages.RoundTrip, "cost-per-row", "A row into a tensor, through TensorFlow and back"),
        (Stages.In, "cost-per-row-in", "A row from its column into a tensor"),
        (Stages.Out, "cost-per-row-out", "A row from a tensor into its column"),
    ];

    internal static Section Of(Measured measured)
    {
        var pictures = s_stages.Select(s => Of(measured, s.Stage, s.File, s.Title)).OfType<Picture>().ToArray();
        return pictures.Length > 0 ? new Section(Name, pictures) : Section.NotRun(Name, Measured.ConversionsFile, "conversions");
    }

    private static Picture? Of(Measured measured, string stage, string file, string title)
    {
        var all = Newest(measured.Of(stage)).Where(m => m is { Unit: "s", Rows: > 0 }).ToArray();
        if (all.Length == 0)
        {
            return null;
        }

        // The largest batches that most kinds of column were measured in.
        var rows = all.GroupBy(m => m.Rows).OrderByDescending(g => g.Select(m => m.Case).Distinct().Count()).ThenByDescending(g => g.Key).First().Key;
        var ofSize = all.Where(m => m.Rows == rows).ToArray();
        string[] columns = [.. ofSize.Select(m => m.Case).Distinct()];
        var series = Subjects.Ordered(ofSize).Select(subject => new DotSeries(subject,
            [.. columns.Select(c => ofSize.FirstOrDefault(m => m.Subject == subject && m.Case == c)?.Value is { } seconds ? (double?)(seconds / rows * 1e9) : null)])).ToArray();
        var chart = new DotChart($"{title}, {rows:N0} rows a batch", "nanoseconds a row (logarithmic)", "column", columns, series);
        return new Picture(file, chart, $"{chart.Title}: markers on a logarithmic axis for each kind of column, of {string.Join(", ", series.Select(s => s.Name))}.", Source.Of(measured.Conversions!));
    }

    // One libtensorflow: the newest that the run names.
    private static IEnumerable<Measurement> Newest(IReadOnlyList<Measurement> all) =>
        all.Count == 0 ? all : all.Where(m => m.Setting.Length == 0 || m.Setting == all.Max(o => o.Setting));
}
