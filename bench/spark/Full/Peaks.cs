using TensorFrames.Bench.Results;
using TensorFrames.Bench.Spark.Peers;
using TensorFrames.Bench.Spark.Servers;
using TensorFrames.Bench.Spark.Workloads;

namespace TensorFrames.Bench.Spark.Full;

/// <summary>What an executor holds at most; jobs run once more for it, since looking at memory slows them.</summary>
internal static class Peaks
{
    private const int Runs = 2;

    internal static async Task MeasureAsync(Figures figures, string subject, Workload workload, string setting, string folder, Func<Task> job, params string[] kinds)
    {
        using var memory = new ProcessMemory(folder);
        for (var run = 0; run < Runs; run++)
        {
            await job();
        }

        foreach (var kind in kinds)
        {
            figures.Add(new(Stages.Memory, subject, kind, workload.Rows, memory.Bytes(kind), "B", null, $"{setting}, {workload.Case}", Note: memory.Bytes(kind) is null ? "no such process was seen" : null));
        }
    }

    /// <summary>Where there is no peer.</summary>
    internal static IEnumerable<Measurement> NotRun(Workload workload, string setting) =>
        Peer.Jobs.Select(p => new Measurement(Stages.Memory, p.Subject, ProcessMemory.Python, workload.Rows, null, "B", null, $"{setting}, {workload.Case}", Note: PeerPython.NotNamed));
}
