using TensorFrames.Bench.Results;
using TensorFrames.Bench.Spark.Peers;
using TensorFrames.Bench.Spark.Workloads;

namespace TensorFrames.Bench.Spark.Full;

/// <summary>PySpark's jobs beside ours; where no Python was named, a figure that says so, and those that were measured elsewhere.</summary>
internal static class PeerJobs
{
    internal static (string Subject, Func<Task<double>> Run)[] Of(Peer peer, Workload workload, string table, string graph)
    {
        File.WriteAllBytes(graph, workload.Graph);
        return [.. Peer.Jobs.Select(p => (p.Subject, (Func<Task<double>>)(() => peer.RunAsync(p.Job, table, graph, workload.Width))))];
    }

    internal static IEnumerable<Measurement> Figures(string setting, Workload workload, (string Subject, Func<Task<double>> Run)[] peers, Dictionary<string, Series> times) =>
        peers.Length == 0
            ? Peer.Jobs.Select(p => new Measurement(Stages.Job, p.Subject, workload.Case, workload.Rows, null, "s", null, setting, Note: PeerPython.NotNamed))
            : peers.Select(p => new Measurement(Stages.Job, p.Subject, workload.Case, workload.Rows, times[p.Subject].Median, "s", times[p.Subject].Spread, setting));

    /// <summary>Facts about another machine: they stand beside, never in place of, what is measured here.</summary>
    internal static IReadOnlyList<Measurement> Elsewhere => ResultFile.Read(Path.Combine(AppContext.BaseDirectory, "elsewhere.json")).Measurements;
}
