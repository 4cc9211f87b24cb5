using System.Diagnostics;

namespace TensorFrames.Bench.Check;

/// <summary>
/// 64 MB outputs with malloc's own thresholds and with <see cref="TensorFlowRuntime.KeepLargeOutputs"/>. The thresholds are the
/// process's and cannot be put back: all that is measured before must be done before.
/// </summary>
internal static class LargeOutputs
{
    private const int Rows = 8 << 20;
    private const int Pages = Rows * sizeof(double) / 4096;

    internal sealed record Cost(double Milliseconds, double PageFaults);

    /// <summary>One block, in the best of some passes.</summary>
    internal static Cost Measure(TensorFlowRuntime runtime, Arguments arguments, int threads)
    {
        using var work = Workload.Doubles(BenchGraphs.AddThree, Rows, 1);
        using var graph = Runtimes.Quietly(() => Graph.Load(work.GraphDef, runtime));
        var blocks = arguments.Short ? 6 : 10;
        var frame = Frame.From(new ReadyTable(work.Batches[0], blocks)).MapBlocks(graph, new MapOptions { Fetches = ["y"], Keep = [] });
        var engine = new EngineOptions { Parallelism = threads, BlockRows = int.MaxValue, BlocksInFlight = threads };
        List<double> times = [], faults = [];
        for (var i = 0; i < 4; i++)
        {
            var (start, before) = (Stopwatch.GetTimestamp(), PageFaults());
            foreach (var batch in frame.ToBatches(engine))
            {
                batch.Dispose();
            }

            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds / blocks);
            faults.Add((double)(PageFaults() - before) / blocks);
        }

        // The first passes find out how much memory is needed at once.
        return new(times.Min(), faults.Min());
    }

    internal static IEnumerable<Gate> Gates(int threads, Cost before, Cost after)
    {
        var name = $"64 MB output, {threads} thread{(threads == 1 ? "" : "s")}";
        var faults = (100 * after.PageFaults / Pages, $"{before.PageFaults:N0} before, {after.PageFaults:N0} kept");

        // Only malloc's first arena keeps blocks of 64 MB. The main thread has it; whether an engine's thread does is chance.
        yield return threads == 1
            ? Gate.Most($"{name}: fresh pages where kept", faults.Item1, 5, faults.Item2, " %")
            : Gate.Reported($"{name}: fresh pages where kept", faults.Item1, faults.Item2, " %");
        yield return Gate.Reported($"{name}: time before : kept", before.Milliseconds / after.Milliseconds, $"{before.Milliseconds:N1} ms before, {after.Milliseconds:N1} ms kept");
    }

    // The tenth field of the process's line: minor faults of all its threads.
    private static long PageFaults()
    {
        var line = System.IO.File.ReadAllText("/proc/self/stat");
        return long.Parse(line[(line.LastIndexOf(')') + 2)..].Split(' ')[7]);
    }
}
