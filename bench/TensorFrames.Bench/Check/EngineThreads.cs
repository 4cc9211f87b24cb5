namespace TensorFrames.Bench.Check;

/// <summary>The engine on a thread a core against itself on one thread, over resident batches: TensorFlow has threads of its own beside both. Reported only.</summary>
internal static class EngineThreads
{
    private static readonly EngineOptions s_perCore = Throughput.OneThread with { Parallelism = Environment.ProcessorCount };

    internal static IEnumerable<Gate> Gates(TensorFlowRuntime runtime)
    {
        yield return Map("x + 3 over double, 8,192 rows", runtime, () => Workload.Doubles(BenchGraphs.AddThree, 8_192, 512));
        yield return Map("x + 3 over double, 65,536 rows", runtime, () => Workload.Doubles(BenchGraphs.AddThree, 65_536, 256));
        yield return Map("32 floats to 8 by matmul, 8,192 rows", runtime, () => Workload.Floats(BenchGraphs.MatMul, 8_192, 32, 128));
        yield return Map("32 floats to 8 by matmul, 65,536 rows", runtime, () => Workload.Floats(BenchGraphs.MatMul, 65_536, 32, 32));
        yield return Reduce(runtime, 8_192, 512);
        yield return Reduce(runtime, 65_536, 256);
        yield return Reduce(runtime, 1_048_576, 16);
    }

    private static Gate Map(string name, TensorFlowRuntime runtime, Func<Workload> make)
    {
        using var work = make();
        using var graph = Runtimes.Quietly(() => Graph.Load(work.GraphDef, runtime));
        var frame = work.Frame(graph);
        return Measure($"MapBlocks, {name}", work.Batches.Length, options =>
        {
            foreach (var batch in frame.ToBatches(options))
            {
                batch.Dispose();
            }
        });
    }

    private static Gate Reduce(TensorFlowRuntime runtime, int rows, int batches)
    {
        using var work = Workload.Doubles(BenchGraphs.SumBlocks, rows, batches);
        using var graph = Runtimes.Quietly(() => Graph.Load(work.GraphDef, runtime));
        var reduction = Frame.From(work.Table).PlanReduceBlocks(graph, new ReduceOptions { Fetches = ["x"] });
        return Measure($"ReduceBlocks, sum of doubles, {rows:N0} rows", batches, options => reduction.Run(options).Dispose());
    }

    private static Gate Measure(string name, int blocks, Action<EngineOptions> run)
    {
        var measured = Pairs.Measure(21, () => run(Throughput.OneThread), () => run(s_perCore));
        return Gate.Reported($"{name}: per core : one", measured.Ratio, $"{measured.Reference / blocks * 1e6:N1} µs a block on one thread, {measured.Ours / blocks * 1e6:N1} µs on {s_perCore.Parallelism}");
    }
}
