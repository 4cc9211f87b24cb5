using System.Globalization;
using TensorFrames.Bench.Report.Charts;
using TensorFrames.Bench.Report.Page;
using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Report.Pictures;

/// <summary>What a row of each kind of column costs at a stage of its way, ours beside the baselines of the same run; a picture a stage.</summary>
internal static class CostPerRow
{
    internal const string Conversions = "cost-per-row";
    internal const string Streams = "ipc";

    internal static Section Of(Measured measured) => Of(measured, Conversions,
    [
        ("cost-per-row-in", "A row of a column into a tensor", [Stages.In]),
        ("cost-per-row-out", "A row of a tensor into a column", [Stages.Out]),
        ("cost-per-row-run", "A row through a graph", [Stages.Run]),
        ("cost-per-row-round-trip", "A row from Arrow IPC through TensorFlow to Arrow IPC", [Stages.RoundTrip]),
    ]);

    internal static Section OfStreams(Measured measured) => Of(measured, Streams, [("ipc", "A row of Arrow IPC read and written", [Stages.Read, Stages.Write])]);

    private static Section Of(Measured measured, string name, IEnumerable<(string File, string Title, string[] Stages)> pictures)
    {
        var drawn = pictures.Select(p => Draw(measured, p.File, p.Title, p.Stages)).OfType<Picture>().ToArray();
        return drawn.Length > 0 ? new Section(name, drawn) : Section.NotRun(name, Measured.ConversionsFile, "such stage");
    }

    private static Picture? Draw(Measured measured, string file, string title, string[] stages)
    {
        var all = stages.SelectMany(measured.Of).Where(m => m is { Unit: "s", Rows: > 0, Value: not null }).ToArray();
        if (all.Length == 0)
        {
            return null;
        }

        // The largest batches that most kinds of column were measured in.
        var rows = all.GroupBy(m => m.Rows).OrderByDescending(g => g.Select(Category).Distinct().Count()).ThenByDescending(g => g.Key).First().Key;
        var ofSize = all.Where(m => m.Rows == rows).ToArray();
        string[] categories = [.. ofSize.Select(Category).Distinct()];
        var series = Subjects.Ordered(ofSize).Select(subject => new DotSeries(subject, [.. categories.Select(c => NanosecondsARow(ofSize.FirstOrDefault(m => m.Subject == subject && Category(m) == c)))], Subjects.Style(subject))).ToArray();
        var chart = new DotChart(string.Create(CultureInfo.InvariantCulture, $"{title}, {rows:N0} rows a batch"), "nanoseconds a row (logarithmic)", "column", categories, series);
        return new Picture(file, chart, $"{chart.Title}: for each kind of column a marker on a logarithmic axis of {string.Join(", ", series.Select(s => s.Name))}.", Source.Of(measured.Conversions!));

        // What is read from or written to is told beside the column.
        string Category(Measurement m) => m.Stage is Stages.Read or Stages.Write ? $"{m.Stage}, {m.Setting}: {m.Case}" : m.Case;
    }

    private static double? NanosecondsARow(Measurement? measured) => measured is { Value: { } seconds } ? seconds / measured.Rows * 1e9 : null;
}
