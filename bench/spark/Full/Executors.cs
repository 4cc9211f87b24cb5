using TensorFrames.Bench.Spark.Servers;
using TensorFrames.Bench.Spark.Workloads;
using TensorFrames.Spark;

namespace TensorFrames.Bench.Spark.Full;

/// <summary>
/// The same jobs on one executor and on two, one core each: tables of several widths and sizes, and one with next to nothing in it, so that
/// what a job costs by the row, by the byte, by the batch and at its start can be told apart.
/// </summary>
internal static class Executors
{
    private const int SmallBatch = 1_024;
    private static readonly int[] s_parts = [8, 2, 1];

    internal static async Task MeasureAsync(Figures figures, Place place, double scale, (int Warm, int Timed) rounds)
    {
        foreach (var sizes in (Func<long, Workload>[])[Doubles, FourDoubles, EightFloats, Floats])
        {
            await MeasureAsync(figures, place, [.. s_parts.Select(part => sizes((long)(scale / part * 1e6)))], rounds);
        }

        // A row a partition.
        await MeasureAsync(figures, place, [Workload.Doubles(2) with { Case = "2 rows" }], rounds);
        await place.SetBatchRowsAsync(SmallBatch);
        foreach (var size in (Func<long, Workload>[])[Doubles, Floats])
        {
            await MeasureAsync(figures, place with { BatchRows = SmallBatch }, [size((long)(scale / 2 * 1e6))], rounds);
        }

        await place.SetBatchRowsAsync(place.BatchRows);

        // As many values, more or less, in each.
        static Workload Doubles(long millionth) => Workload.Doubles(20 * millionth);
        static Workload FourDoubles(long millionth) => Workload.Doubles(8 * millionth, kept: 3);
        static Workload EightFloats(long millionth) => Workload.Vectors(6 * millionth, width: 8);
        static Workload Floats(long millionth) => Workload.Vectors(2 * millionth);
    }

    /// <param name="figures">Where the figures go.</param>
    /// <param name="place">Where the jobs run.</param>
    /// <param name="sizes">Tables of one kind, for one graph.</param>
    /// <param name="rounds">Timed runs of each job.</param>
    private static async Task MeasureAsync(Figures figures, Place place, Workload[] sizes, (int Warm, int Timed) rounds)
    {
        List<(Workload Workload, string Subject, Func<Task> Run)> jobs = [];
        using var graph = Graph.Load(sizes[0].Graph);
        foreach (var size in sizes)
        {
            jobs.AddRange(JobSet.Few(new Jobs(place.Session, await size.WriteAsync(place.Session, place.Tables), graph)).Select(j => (size, j.Subject, j.Run)));
        }

        var series = await Interleaved.MeasureAsync(rounds.Warm, rounds.Timed, [.. jobs.Select(j => Interleaved.Timed(j.Run))]);
        foreach (var ((workload, subject, run), seconds) in jobs.Zip(series))
        {
            figures.Add(JobSet.Figure(place, workload, subject, seconds, await JobCounts.OfAsync(place.Server, run)));
        }

        if (sizes.Length > 1 && sizes[^1].Case is "doubles" or "32 floats" && place.BatchRows != SmallBatch)
        {
            await Peaks.MeasureAsync(figures, "ours", sizes[^1], place.Setting, place.Server.Folder, jobs[^1].Run, ProcessMemory.Worker, ProcessMemory.Jvm);
        }
    }
}
