using TensorFrames.Bench.Results;
using TensorFrames.Bench.Spark.Workloads;
using TensorFrames.Spark;

namespace TensorFrames.Bench.Spark.Full;

/// <summary>MapBlocks by rows a batch.</summary>
internal static class BatchCurve
{
    private static readonly int[] s_rows = [512, 2_048, 8_192, 32_768, 131_072];

    internal static async Task MeasureAsync(Figures figures, Place place, Workload workload, (int Warm, int Timed) rounds)
    {
        using var graph = Graph.Load(workload.Graph);
        var jobs = new Jobs(place.Session, await workload.WriteAsync(place.Session, place.Tables), graph);
        var series = await Interleaved.MeasureAsync(rounds.Warm, rounds.Timed, [.. s_rows.Select(rows => Interleaved.Timed(() => RunAsync(rows)))]);
        foreach (var (rows, seconds) in s_rows.Zip(series))
        {
            figures.Add(JobSet.Figure(place, workload, JobNames.Map, seconds, await JobCounts.OfAsync(place.Server, () => RunAsync(rows)), rows));
        }

        await place.SetBatchRowsAsync(place.BatchRows);

        // The setting is a call to the server, some milliseconds of the job's time.
        async Task RunAsync(int rows)
        {
            await place.SetBatchRowsAsync(rows);
            await jobs.Map();
        }
    }
}
