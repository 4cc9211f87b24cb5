using TensorFrames.Bench.Report.Charts;
using TensorFrames.Bench.Report.Page;
using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Report.Pictures;

/// <summary>Where the time of a Spark job goes.</summary>
internal static class JobStages
{
    internal const string Name = "job-stages";

    internal static Section Of(Measured measured)
    {
        var stages = measured.Of(Stages.JobStage).Where(m => m.Value is not null).ToArray();
        if (stages.Length == 0)
        {
            return Section.NotRun(Name, Measured.SparkFile, "stages of jobs");
        }

        string[] parts = [.. stages.Select(m => m.Subject).Distinct()];
        var bars = stages.GroupBy(m => m.Setting.Length == 0 ? m.Case : $"{m.Case}, {m.Setting}")
            .Select(g => new Bar(g.Key, [.. parts.Select(p => g.FirstOrDefault(m => m.Subject == p)?.Value ?? 0)])).ToArray();
        var chart = new BarChart("Where the time of a Spark job goes", "seconds", "table", parts, bars, "s");
        return new Section(Name, [new Picture(Name, chart, $"Stacked bars of seconds for each table: {string.Join(", ", parts)}.", Source.Of(measured.Spark!))]);
    }
}
