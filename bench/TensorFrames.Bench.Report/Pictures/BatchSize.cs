using System.Globalization;
using System.Text.RegularExpressions;
using TensorFrames.Bench.Report.Charts;
using TensorFrames.Bench.Report.Page;
using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Report.Pictures;

/// <summary>What a row costs in batches of 1 row and of many; and a Spark job by the rows of its batches.</summary>
internal static partial class BatchSize
{
    internal const string Columns = "batch-size";
    internal const string Jobs = "batch-size-spark";
    private const string Column = "float64";

    internal static Section OfColumns(Measured measured)
    {
        var all = measured.Of(Stages.RoundTrip).Where(m => m is { Case: Column, Unit: "s", Value: not null, Rows: > 0 }).ToArray();
        if (all.Length == 0)
        {
            return Section.NotRun(Columns, Measured.ConversionsFile, "round trips");
        }

        var series = Subjects.Ordered(all).Select(s => Line(s, all.Where(m => m.Subject == s).Select(m => ((double)m.Rows, m.Value!.Value / m.Rows * 1e9))) with { Style = Subjects.Style(s) }).ToArray();
        var chart = new LineChart($"A row of {Column} from Arrow IPC to Arrow IPC, by the rows of its batch", "nanoseconds a row (logarithmic)", "rows a batch (logarithmic)", series);
        return new Section(Columns, [new Picture(Columns, chart, $"{chart.Title}: lines that fall the more rows a batch has, of {string.Join(", ", series.Select(s => s.Name))}.", Source.Of(measured.Conversions!))]);
    }

    internal static Section OfJobs(Measured measured)
    {
        var curves = measured.Of(Stages.Job).Where(m => m is { Subject: Subjects.Job, Value: not null } && RowsOf(m.Setting) is not null)
            .GroupBy(m => (m.Case, m.Rows, Place: RowsABatch().Replace(m.Setting, ""))).Where(g => g.Select(m => RowsOf(m.Setting)).Distinct().Count() > 2)
            .Select(g => Line($"{g.Key.Rows / 1e6:0.###} M rows of {g.Key.Case}", g.Select(m => ((double)RowsOf(m.Setting)!.Value, m.Value!.Value)))).ToArray();
        return curves.Length == 0 ? Section.NotRun(Jobs, Measured.SparkFile, "jobs with batches of several sizes") : new Section(Jobs,
        [
            new Picture(Jobs, new LineChart("MapBlocks on Spark, by the rows of its batches", "seconds", "rows a batch (logarithmic)", curves, Logarithmic: false),
                "Seconds of a whole job for several sizes of batch, a line a table.", Source.Of(measured.Spark!)),
        ]);
    }

    internal static long? RowsOf(string setting) => RowsABatch().Match(setting) is { Success: true } match
        ? long.Parse(match.Groups["rows"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : null;

    private static LineSeries Line(string name, IEnumerable<(double X, double Y)> points) => new(name, [.. points.OrderBy(p => p.X).DistinctBy(p => p.X)]);

    [GeneratedRegex("(?<rows>[0-9,]+) rows a batch", RegexOptions.NonBacktracking)]
    private static partial Regex RowsABatch();
}
