using TensorFrames.Bench.Check;
using TensorFrames.Spark;

namespace TensorFrames.Bench.Spark;

/// <summary>Whole jobs against each other: a light graph against our own echo, the echo against a scan.</summary>
internal static class JobGates
{
    internal static async Task<IReadOnlyList<Gate>> OfAsync(SparkSession session, Workload workload, string folder, int rounds)
    {
        using var graph = Graph.Load(workload.Graph);
        var jobs = new Jobs(session, await workload.WriteAsync(session, folder), graph);
        var times = await Interleaved.MeasureAsync(
            rounds, jobs.Scan, jobs.Echo, () => jobs.Map(new ExecutorOptions { Form = MapForm.Rows }), () => jobs.Map(new ExecutorOptions { Form = MapForm.FedColumns }), jobs.Trimmed);
        var (scan, echo, rows, fed, trimmed) = (times[0], times[1], times[2], times[3], times[4]);
        var reports = await jobs.Mapped(new ExecutorOptions { Form = MapForm.Rows }).ReportAsync();
        return
        [
            Gate.Reported("scan only", Interleaved.Median(scan), unit: " s"),
            Gate.Reported("our echo of the output's columns", Interleaved.Median(echo), unit: " s"),
            Gate.Reported("MapBlocks, rows", Interleaved.Median(rows), unit: " s"),
            Gate.Reported("MapBlocks, fed columns", Interleaved.Median(fed), unit: " s"),
            Gate.Reported("MapBlocksTrimmed", Interleaved.Median(trimmed), unit: " s"),
            Gate.Most("MapBlocks (rows) : echo", Interleaved.Ratio(rows, echo), 1.10),
            Gate.Most("echo : scan", Interleaved.Ratio(echo, scan), 4.5),
            Gate.Least("borrowed share", reports.Sum(r => r.BorrowedBytes) / (double)reports.Sum(r => r.BorrowedBytes + r.CopiedBytes), 1.0),
            Gate.Reported("  worker: reading", reports.Sum(r => r.SecondsReading), "of all tasks", " s"),
            Gate.Reported("  worker: running", reports.Sum(r => r.SecondsRunning), "", " s"),
            Gate.Reported("  worker: writing", reports.Sum(r => r.SecondsWriting), "of a report run, which writes none", " s"),
            Gate.Reported("  worker: waiting", reports.Sum(r => r.SecondsWaiting), "", " s"),
        ];
    }
}
