using Apache.Arrow;
using TensorFrames.Bench.Reference;

namespace TensorFrames.Bench.Check;

/// <summary>ReduceBlocks of a flat column against the C loop that runs the same graph over the same blocks and reduces no further.</summary>
internal static class Reducing
{
    private const double Limit = 0.95;
    private static readonly ReduceOptions s_options = new() { Fetches = ["x"], NoCopy = true };

    internal static IEnumerable<Gate> Gates(TensorFlowRuntime runtime, Arguments arguments) =>
        Measure(runtime, arguments, 65_536, 512).Concat(Measure(runtime, arguments, 1_048_576, 32));

    private static IEnumerable<Gate> Measure(TensorFlowRuntime runtime, Arguments arguments, int rows, int batches)
    {
        using var work = Workload.Doubles(BenchGraphs.SumBlocks, rows, batches);
        using var graph = Runtimes.Quietly(() => Graph.Load(work.GraphDef, runtime));
        using var reference = Runtimes.Quietly(() => new ReferenceLoop(runtime, work, graph.Config, "x_input", "x"));
        var reduction = Frame.From(work.Table).PlanReduceBlocks(graph, s_options);
        var (ours, theirs) = (Run(reduction), reference.Sum());
        if (Math.Abs(ours - theirs) > 1e-9 * theirs)
        {
            throw new InvalidOperationException($"The sum is {ours}, C's {theirs}.");
        }

        // At 65,536 rows what is measured lies within a hundredth of the limit.
        var limit = Limit - (arguments.Short ? Throughput.SmokeSlack : 0);
        var measured = Pairs.Measure(arguments.Short ? 15 : 31, attempts: 5, limit, () => reference.Run(), () => Run(reduction));
        yield return Gate.Least(
            $"ReduceBlocks : C loop, sum of doubles, {rows:N0} rows", measured.Ratio, limit,
            $"{measured.Reference / batches * 1e6:N1} µs a block in C, {measured.Ours / batches * 1e6:N1} µs here");
        var plain = Pairs.Measure(15, () => reference.Sum(), () => Run(reduction));
        yield return Gate.Reported("  of C's own sum, for this machine, one thread", plain.Ratio, $"{plain.Reference / batches * 1e6:N1} µs a block");
    }

    private static double Run(Reduction reduction)
    {
        using var result = reduction.Run(Throughput.OneThread);
        return ((DoubleArray)result.Column(0)).Values[0];
    }
}
