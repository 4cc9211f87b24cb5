using Apache.Arrow;
using TensorFrames.Bench.Reference;

namespace TensorFrames.Bench.Check;

/// <summary>A frame over resident batches against the C loop over the same memory.</summary>
internal static class Throughput
{
    // A smoke test shares its machine: it must show a broken fast path, not a neighbour.
    internal const double SmokeSlack = 0.25;

    internal static readonly EngineOptions OneThread = new() { Parallelism = 1, BlockRows = int.MaxValue };

    internal static IEnumerable<Gate> Gates(TensorFlowRuntime runtime, Arguments arguments)
    {
        yield return Measure("32 floats to 8 by matmul, 65,536 rows", runtime, arguments, 0.97, () => Workload.Floats(BenchGraphs.MatMul, 65_536, 32, 32));
        yield return Measure("x + 3 over double, 65,536 rows", runtime, arguments, 0.90, () => Workload.Doubles(BenchGraphs.AddThree, 65_536, 512));
        yield return Measure("x + 3 over double, 8,192 rows", runtime, arguments, 0.70, () => Workload.Doubles(BenchGraphs.AddThree, 8_192, 512));
    }

    /// <summary>Everything of a frame: read the batches, run, look at each result, dispose it.</summary>
    internal static ulong Run(Frame frame)
    {
        ulong sum = 0;
        foreach (var batch in frame.ToBatches(OneThread))
        {
            sum += FirstByte(batch);
            batch.Dispose();
        }

        return sum;
    }

    internal static byte FirstByte(RecordBatch batch)
    {
        var data = batch.Column(0).Data;
        return (data.Children is { Length: > 0 } children ? children[0] : data).Buffers[^1].Span[0];
    }

    private static Gate Measure(string name, TensorFlowRuntime runtime, Arguments arguments, double limit, Func<Workload> make)
    {
        using var work = make();
        using var graph = Runtimes.Quietly(() => Graph.Load(work.GraphDef, runtime));
        using var reference = Runtimes.Quietly(() => new ReferenceLoop(runtime, work, graph.Config));
        var frame = work.Frame(graph);
        if (Run(frame) != reference.Run())
        {
            throw new InvalidOperationException($"{name}: the results are not those of the C loop.");
        }

        limit -= arguments.Short ? SmokeSlack : 0;
        var measured = Pairs.Measure(arguments.Short ? 31 : 61, attempts: 3, limit, () => reference.Run(), () => Run(frame));
        var count = work.Batches.Length;
        return Gate.Least(name, measured.Ratio, limit, $"{measured.Reference / count * 1e6:N1} µs a block in C, {measured.Ours / count * 1e6:N1} µs here");
    }
}
