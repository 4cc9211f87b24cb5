using TensorFrames.Bench.Check;
using TensorFrames.Bench.Spark.Servers;
using TensorFrames.Bench.Spark.Workloads;
using TensorFrames.Spark;

namespace TensorFrames.Bench.Spark.Gates;

/// <summary>Whole jobs against each other: a light graph against our own echo, the echo against a scan.</summary>
internal static class JobGates
{
    internal static async Task<IReadOnlyList<Gate>> OfAsync(SparkSession session, Workload workload, string folder, TaskLog log, int rounds)
    {
        using var graph = Graph.Load(workload.Graph);
        var jobs = new Jobs(session, await workload.WriteAsync(session, folder), graph);
        var times = await Interleaved.MeasureAsync(
            rounds, jobs.Scan, jobs.Echo, () => jobs.Map(), () => jobs.Map(new ExecutorOptions { Form = MapForm.FedColumns }), jobs.Trimmed, jobs.Report);
        var (scan, echo, map, fed, trimmed, report) = (times[0], times[1], times[2], times[3], times[4], times[5]);
        var reports = await jobs.Mapped(new ExecutorOptions { Form = MapForm.Rows }).ReportAsync();
        var worker = await log.OfAsync(jobs.MapByRows);
        return
        [
            Gate.Reported("scan only", Median.Of(scan), unit: " s"),
            Gate.Reported("our echo of the output's columns", Median.Of(echo), unit: " s"),
            Gate.Reported("MapBlocks as it comes", Median.Of(map), unit: " s"),
            Gate.Reported("MapBlocks by fed columns", Median.Of(fed), unit: " s"),
            Gate.Reported("MapBlocksTrimmed", Median.Of(trimmed), unit: " s"),
            Gate.Reported("  of it: Spark's scan", Median.Of(scan), unit: " s"),
            Gate.Reported("  of it: rows to Arrow, socket, our read, the run", Median.Of(report) - Median.Of(scan), "a report run less the scan", " s"),
            Gate.Reported("  of it: our write, socket, Arrow to rows", Median.Of(map) - Median.Of(report), "the job less a report run", " s"),
            Gate.Most("MapBlocks : echo", Interleaved.Ratio(map, echo), 1.10),
            Gate.Most("echo : scan", Interleaved.Ratio(echo, scan), 4.5),
            Gate.Least("borrowed share", reports.Sum(r => r.BorrowedBytes) / (double)reports.Sum(r => r.BorrowedBytes + r.CopiedBytes), 1.0),
            .. worker.Seconds.Select(s => Gate.Reported($"  worker: {s.Stage}", s.Seconds, "of all tasks", " s")),
        ];
    }
}
