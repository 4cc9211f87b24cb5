using System.Globalization;
using System.Text.RegularExpressions;
using TensorFrames.Bench.Report.Charts;
using TensorFrames.Bench.Report.Page;
using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Report.Pictures;

/// <summary>What a row costs in batches of 1 row and of many; and a Spark job by the rows of its batches.</summary>
internal static partial class BatchSize
{
    internal const string Name = "batch-size";
    private const string Column = "float64";

    internal static Section Of(Measured measured)
    {
        Picture[] pictures = [.. new[] { OfColumn(measured), OfJobs(measured) }.OfType<Picture>()];
        return pictures.Length > 0 ? new Section(Name, pictures) : Section.NotRun(Name, "bench/results", "batches of several sizes");
    }

    private static Picture? OfColumn(Measured measured)
    {
        var stage = new[] { Stages.RoundTrip, Stages.In }.FirstOrDefault(s => Sized(measured, s).Select(m => m.Rows).Distinct().Count() > 1);
        if (stage is null)
        {
            return null;
        }

        var all = Sized(measured, stage);
        var series = Subjects.Ordered(all).Select(s => Line(s, all.Where(m => m.Subject == s).Select(m => ((double)m.Rows, m.Value!.Value / m.Rows * 1e9)))).ToArray();
        var chart = new LineChart($"A row of {Column} by the size of its batch: {stage}", "nanoseconds a row (logarithmic)", "rows a batch (logarithmic)", series);
        return new Picture(Name, chart, $"Lines that fall from batches of {all.Min(m => m.Rows):N0} rows to {all.Max(m => m.Rows):N0}: what a row costs.", Source.Of(measured.Conversions!));
    }

    private static Picture? OfJobs(Measured measured)
    {
        var jobs = measured.Of(Stages.Job).Where(m => m.Subject == Subjects.Ours && m.Value is not null && RowsOf(m) is not null).ToArray();
        var lines = jobs.GroupBy(m => (m.Case, Setting: RowsABatch().Replace(m.Setting, ""))).Where(g => g.Select(RowsOf).Distinct().Count() > 1)
            .Select(g => Line(g.Key.Case, g.Select(m => ((double)RowsOf(m)!.Value, m.Value!.Value)))).ToArray();
        return lines.Length == 0 ? null : new Picture("batch-size-spark",
            new LineChart("MapBlocks on Spark by the rows of its batches", "seconds", "rows a batch (logarithmic)", lines, Logarithmic: false),
            "Seconds of a whole job for several sizes of batch.", Source.Of(measured.Spark!));
    }

    internal static long? RowsOf(Measurement job) => RowsABatch().Match(job.Setting) is { Success: true } match
        ? long.Parse(match.Groups["rows"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : null;

    private static Measurement[] Sized(Measured measured, string stage) =>
        [.. measured.Of(stage).Where(m => m is { Case: Column, Unit: "s", Value: not null, Rows: > 0 })];

    private static LineSeries Line(string name, IEnumerable<(double X, double Y)> points) => new(name, [.. points.OrderBy(p => p.X).DistinctBy(p => p.X)]);

    [GeneratedRegex(@"(?<rows>[0-9,]+) rows a batch", RegexOptions.NonBacktracking)]
    private static partial Regex RowsABatch();
}
