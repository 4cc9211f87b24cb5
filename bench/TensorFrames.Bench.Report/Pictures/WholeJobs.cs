using System.Globalization;
using TensorFrames.Bench.Report.Charts;
using TensorFrames.Bench.Report.Page;
using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Report.Pictures;

/// <summary>Whole jobs on Spark: ours beside its peers, a picture a table; ours by versions and by executors.</summary>
internal static class WholeJobs
{
    internal const string Peers = "jobs";
    internal const string Places = "jobs-places";
    private const string Axis = "nanoseconds a row";

    internal static Section OfPeers(Measured measured)
    {
        var jobs = measured.Of(Stages.Job);
        var newest = JobSetting.Newest(jobs);
        var tables = jobs.Where(m => Here(m) && JobSetting.Of(m).Version == newest && JobSetting.Of(m).IsLocal).GroupBy(m => m.Case).ToArray();
        return tables.Length == 0 ? Section.NotRun(Peers, Measured.SparkFile, "jobs") : new Section(Peers, [.. tables.Select(t => Picture(measured.Spark!, newest, t.Key, [.. t], jobs))]);
    }

    internal static Section OfPlaces(Measured measured)
    {
        var jobs = measured.Of(Stages.Job).Where(m => m is { Subject: Subjects.Job, Value: not null } && Here(m)).ToArray();
        return jobs.Length == 0 ? Section.NotRun(Places, Measured.SparkFile, "jobs") : new Section(Places,
        [
            .. Picture(measured, "jobs-versions", "MapBlocks by Spark's version, local[2]", jobs.Where(m => JobSetting.Of(m).IsLocal), s => s.Version),
            .. Picture(measured, "jobs-executors", "MapBlocks on one executor and on two, on the same machine", jobs.Where(m => !JobSetting.Of(m).IsLocal && m.Rows > 2), s => s.Deployment.Replace("standalone, ", "", StringComparison.Ordinal)),
        ]);
    }

    // The largest table of a kind, in Spark's batches as they come; what was measured elsewhere has its own.
    private static Picture Picture(ResultFile file, string version, string table, IReadOnlyList<Measurement> here, IReadOnlyList<Measurement> all)
    {
        var usual = Usual(here).ToArray();
        var elsewhere = all.Where(m => !Here(m) && m.Case == table);
        var bars = usual.Concat(elsewhere).OrderBy(m => m.Value is null).ThenBy(m => m.Value / m.Rows).Select(m => Bar(Named(m.Subject), m)).ToArray();
        var chart = new BarChart(string.Create(CultureInfo.InvariantCulture, $"Whole jobs on Spark {version}, {usual[0].Rows / 1e6:0.###} M rows of {table}"), Axis, "job", ["time"], bars, "ns");
        return new Picture($"jobs-{table.Replace(' ', '-')}", chart, $"{chart.Title}: bars of nanoseconds a row. Outlines are peers that were measured elsewhere, words those that were not run.", Source.Of(file));
    }

    private static IEnumerable<Picture> Picture(Measured measured, string file, string title, IEnumerable<Measurement> jobs, Func<JobSetting, string> place)
    {
        var bars = jobs.GroupBy(m => m.Case).SelectMany(g => g.GroupBy(m => place(JobSetting.Of(m))).SelectMany(Usual))
            .Select(m => Bar(string.Create(CultureInfo.InvariantCulture, $"{m.Rows / 1e6:0.###} M × {m.Case}, {place(JobSetting.Of(m))}"), m)).ToArray();
        if (bars.Length > 0)
        {
            yield return new Picture(file, new BarChart(title, Axis, "job", ["time"], bars, "ns"), $"{title}: bars of nanoseconds a row.", Source.Of(measured.Spark!));
        }
    }

    private static IEnumerable<Measurement> Usual(IEnumerable<Measurement> jobs) =>
        jobs.GroupBy(m => m.Subject).Select(g => g.OrderByDescending(m => m.Rows).ThenBy(m => JobSetting.Of(m).BatchRows == 8_192 ? 0 : 1).First());

    private static string Named(string subject) => subject switch
    {
        JobNames.Scan => "the scan alone, no worker",
        JobNames.Echo => "our worker's echo, no graph",
        _ => subject,
    };

    private static bool Here(Measurement m) => m.Note?.StartsWith("measured elsewhere", StringComparison.Ordinal) != true;

    private static Bar Bar(string name, Measurement job) =>
        job.Value is { } seconds ? new Bar(name, [seconds / job.Rows * 1e9], job.Note) : new Bar(name, [], job.Note ?? "not run");
}
