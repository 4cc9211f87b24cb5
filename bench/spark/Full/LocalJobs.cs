using TensorFrames.Bench.Results;
using TensorFrames.Bench.Spark.Peers;
using TensorFrames.Bench.Spark.Servers;
using TensorFrames.Bench.Spark.Workloads;
using TensorFrames.Spark;

namespace TensorFrames.Bench.Spark.Full;

/// <summary>Whole jobs on local[2], warm and in turns, ours beside PySpark's; what went over the sockets, and where a job's time went.</summary>
internal static class LocalJobs
{
    internal static async Task MeasureAsync(Figures figures, Place place, Workload workload, Peer? peer, (int Warm, int Timed) rounds)
    {
        using var graph = Graph.Load(workload.Graph);
        var jobs = new Jobs(place.Session, await workload.WriteAsync(place.Session, place.Tables), graph);
        var ours = JobSet.All(jobs);
        var peers = peer is null ? [] : PeerJobs.Of(peer, workload, jobs.Path, Path.Combine(place.Tables, $"{workload.Case}.pb"));
        var series = await Interleaved.MeasureAsync(rounds.Warm, rounds.Timed, [.. ours.Select(j => Interleaved.Timed(j.Run)), Interleaved.Timed(jobs.Report), .. peers.Select(p => p.Run)]);
        var times = ours.Select(j => j.Subject).Append("").Concat(peers.Select(p => p.Subject)).Zip(series).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        foreach (var (subject, run) in ours)
        {
            var counts = await JobCounts.OfAsync(place.Server, run);
            figures.Add(JobSet.Figure(place, workload, subject, times[subject], counts));
            figures.AddRange(Traffic.Of(counts, subject, workload, place.Setting));
        }

        figures.AddRange(PeerJobs.Figures(place.Setting, workload, peers, times));
        await Peaks.MeasureAsync(figures, "ours", workload, place.Setting, place.Server.Folder, () => jobs.Map(), ProcessMemory.Worker, ProcessMemory.Jvm);
        foreach (var (subject, run) in peers)
        {
            figures.AddRange(Traffic.Of(await JobCounts.OfAsync(peer!.Events, run), subject, workload, place.Setting));
            await Peaks.MeasureAsync(figures, subject, workload, place.Setting, peer.Folder, run, ProcessMemory.Python, ProcessMemory.Jvm);
        }

        figures.AddRange(peers.Length == 0 ? Peaks.NotRun(workload, place.Setting) : []);

        figures.AddRange(JobStages.Of(place, workload, times[JobNames.Scan], times[""], times[JobNames.Map], await place.Server.Log.OfAsync(jobs.MapByRows)));
        figures.AddRange(times.Where(t => t.Key.Length > 0).Select(t => new Measurement(
            Stages.ColdStart, t.Key, $"first job of a session, {workload.Case}", workload.Rows, t.Value.WarmingUp[0], "s", null, place.Setting, Note: "after those above it")));
    }
}
