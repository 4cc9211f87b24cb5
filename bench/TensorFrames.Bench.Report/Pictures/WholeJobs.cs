using TensorFrames.Bench.Report.Charts;
using TensorFrames.Bench.Report.Page;
using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Report.Pictures;

/// <summary>Whole jobs on Spark, ours beside its peers; a picture a table.</summary>
internal static class WholeJobs
{
    internal const string Name = "jobs";

    internal static Section Of(Measured measured)
    {
        var jobs = measured.Of(Stages.Job);
        if (jobs.Count == 0)
        {
            return Section.NotRun(Name, Measured.SparkFile, "jobs");
        }

        return new Section(Name, [.. jobs.GroupBy(m => m.Case).Select((g, i) => Of(measured.Spark!, g.Key, [.. g], i))]);
    }

    private static Picture Of(ResultFile file, string table, IReadOnlyList<Measurement> jobs, int number)
    {
        var bars = jobs.OrderBy(m => m.Setting, StringComparer.Ordinal).ThenBy(m => m.Value ?? double.MaxValue).Select(m => Bar(m)).ToArray();
        var chart = new BarChart($"Whole jobs on Spark, {table}", "seconds", "job", ["time"], bars, "s");
        return new Picture($"jobs-{number + 1}", chart, $"{chart.Title}: bars of seconds; outlines are peers that were measured elsewhere, words those that were not run.", Source.Of(file));
    }

    private static Bar Bar(Measurement job)
    {
        var name = job.Setting.Length == 0 ? job.Subject : $"{job.Subject}, {job.Setting}";
        return job.Value is { } seconds ? new Bar(name, [seconds], job.Note) : new Bar(name, [], job.Note ?? "not run");
    }
}
