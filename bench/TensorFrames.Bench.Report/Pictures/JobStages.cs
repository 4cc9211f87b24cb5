using TensorFrames.Bench.Report.Charts;
using TensorFrames.Bench.Report.Page;
using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Report.Pictures;

/// <summary>Where the time of a Spark job goes: of the whole job, and in its workers.</summary>
internal static class JobStages
{
    internal const string Name = "job-stages";
    private const string Worker = "worker: ";

    internal static Section Of(Measured measured)
    {
        var stages = measured.Of(Stages.JobStage).Where(m => m.Value is not null).ToLookup(m => m.Subject.StartsWith(Worker, StringComparison.Ordinal));
        return !stages[false].Any() ? Section.NotRun(Name, Measured.SparkFile, "stages of jobs") : new Section(Name,
        [
            Picture(measured, "job-stages", "Where the time of MapBlocks on Spark goes", "seconds", [.. stages[false]]),
            .. stages[true].Any() ? [Picture(measured, "job-stages-worker", "The same jobs as their workers see them", "seconds of all tasks together", [.. stages[true]])] : Array.Empty<Picture>(),
        ]);
    }

    private static Picture Picture(Measured measured, string file, string title, string axis, Measurement[] stages)
    {
        string[] parts = [.. stages.Select(m => m.Subject).Distinct()];

        // A difference of two jobs that are alike may come out below nothing.
        var bars = stages.GroupBy(m => $"{m.Case}, {JobSetting.Of(m).Version}")
            .Select(g => new Bar(g.Key, [.. parts.Select(p => Math.Max(0, g.FirstOrDefault(m => m.Subject == p)?.Value ?? 0))])).ToArray();
        var chart = new BarChart(title, axis, "table, Spark", [.. parts.Select(p => p.Replace(Worker, "", StringComparison.Ordinal))], bars, "s");
        return new Picture(file, chart, $"{title}: stacked bars of seconds for each table, of {string.Join(", ", parts)}.", Source.Of(measured.Spark!));
    }
}
