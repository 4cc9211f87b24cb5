using TensorFrames.Bench.Reference;

namespace TensorFrames.Bench.Check;

/// <summary>A flat column in and out of a graph that does nothing: the time must not depend on the rows.</summary>
internal static class Conversion
{
    private const int Blocks = 64;
    private static readonly byte[] Same = BenchGraphs.Identity(DType.Float64);

    internal static IEnumerable<Gate> Gates(TensorFlowRuntime runtime, Arguments arguments)
    {
        using var graph = Runtimes.Quietly(() => Graph.Load(Same, runtime));
        using var small = Workload.Doubles(Same, 1_024, 1);
        using var large = Workload.Doubles(Same, 1_048_576, 1);
        var (few, many) = (Over(small, graph), Over(large, graph));
        var measured = Pairs.Measure(arguments.Short ? 15 : 41, attempts: 3, least: 0.5, () => Throughput.Run(few), () => Throughput.Run(many));
        yield return Gate.Most(
            "a flat column in and out, 1,048,576 rows : 1,024", 1 / measured.Ratio, 2,
            $"{measured.Reference / Blocks * 1e6:N2} µs and {measured.Ours / Blocks * 1e6:N2} µs a block, TensorFlow's run included");
        using var reference = Runtimes.Quietly(() => new ReferenceLoop(runtime, Workload.Repeated(Same, small, Blocks), graph.Config));
        var run = Pairs.Measure(15, () => reference.Run(), () => Throughput.Run(few));
        yield return Gate.Reported("  of it, more than the C loop", (run.Ours - run.Reference) / Blocks * 1e6, unit: " µs");
    }

    private static Frame Over(Workload work, Graph graph) =>
        Frame.From(new ReadyTable(work.Batches[0], Blocks)).MapBlocks(graph, new MapOptions { Fetches = ["y"], Keep = [] });
}
