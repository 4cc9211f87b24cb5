using TensorFrames.Bench.Results;
using TensorFrames.Bench.Spark.Servers;
using TensorFrames.Bench.Spark.Workloads;

namespace TensorFrames.Bench.Spark.Full;

/// <summary>Where a job's time goes: differences of whole jobs, and the worker's own clocks.</summary>
internal static class JobStages
{
    /// <param name="place">Where.</param>
    /// <param name="workload">Of which table.</param>
    /// <param name="scan">The scan alone.</param>
    /// <param name="report">MapBlocks that answers a row a task.</param>
    /// <param name="map">MapBlocks by rows.</param>
    /// <param name="worker">The worker's counts of one such job.</param>
    internal static IEnumerable<Measurement> Of(Place place, Workload workload, Series scan, Series report, Series map, WorkerCounts worker)
    {
        return
        [
            Of("Spark's scan", scan.Median),
            Of("rows to Arrow, socket, our read, the run", report.Median - scan.Median, "a report run less the scan"),
            Of("our write, socket, Arrow to rows", map.Median - report.Median, "the job less a report run"),
            .. worker.Seconds.Select(s => Of($"worker: {s.Stage}", s.Seconds, "of all tasks together")),
        ];

        Measurement Of(string part, double seconds, string? note = null) => new(Stages.JobStage, part, workload.Case, workload.Rows, seconds, "s", null, place.Setting, Note: note);
    }
}
