using TensorFrames.Bench.Results;
using TensorFrames.Bench.Spark.Workloads;
using TensorFrames.Spark;
using TensorFrames.Spark.Verbs;

namespace TensorFrames.Bench.Spark.Full;

/// <summary>A table's jobs by the names that they have in results.</summary>
internal static class JobSet
{
    /// <summary>MapBlocks as it comes sends rows here: nothing, or little, is kept beside the fed column.</summary>
    internal static (string Subject, Func<Task> Run)[] All(Jobs jobs) =>
    [
        .. Few(jobs),
        (JobNames.MapByFedColumns, () => jobs.Map(new ExecutorOptions { Form = MapForm.FedColumns })),
        (JobNames.Trimmed, jobs.Trimmed),
    ];

    /// <summary>What a model of a job's time is fitted to.</summary>
    internal static (string Subject, Func<Task> Run)[] Few(Jobs jobs) => [(JobNames.Scan, jobs.Scan), (JobNames.Echo, jobs.Echo), (JobNames.Map, () => jobs.Map())];

    /// <summary>The figure of a job that has been timed and counted.</summary>
    internal static Measurement Figure(Place place, Workload workload, string subject, Series series, JobCounts counts, int? batchRows = null) => new(
        Stages.Job, subject, workload.Case, workload.Rows, series.Median, "s", series.Spread, place.SettingOf(batchRows ?? place.BatchRows),
        counts.Counters(place.Server.Executors, batchRows ?? place.BatchRows));
}
