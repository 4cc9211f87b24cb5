using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Bench.Check;

/// <summary>Managed bytes a block costs on all threads, reader and writer excluded.</summary>
internal static class Allocations
{
    private const int PerBlock = 600;
    private const int PerScalar = 300;
    private const int PerVector = 550;

    internal static IEnumerable<Gate> Gates(TensorFlowRuntime runtime)
    {
        foreach (var (scalars, vectors, threads) in new[] { (1, 0, 1), (8, 0, 1), (0, 1, 1), (0, 8, 1), (1, 0, 2), (0, 8, 2) })
        {
            var bytes = BytesABlock(runtime, scalars, vectors, 1024, threads);
            var columns = scalars > 0 ? $"{scalars} scalar" : $"{vectors} vector";
            yield return Gate.Most($"allocated a block, {columns} column{(scalars + vectors > 1 ? "s" : "")}, {threads} thread{(threads > 1 ? "s" : "")}", Math.Round(bytes), PerBlock + (scalars * PerScalar) + (vectors * PerVector), unit: " B");
        }

        var few = BytesABlock(runtime, 1, 0, 64, 1);
        var many = BytesABlock(runtime, 1, 0, 65_536, 1);
        yield return Gate.Most("allocated a block, 65,536 rows : 64 rows", many / few, 1.05, $"{few:N0} B and {many:N0} B");
    }

    internal static double BytesABlock(TensorFlowRuntime runtime, int scalars, int vectors, int rows, int threads)
    {
        long[] cell = vectors > 0 ? [8] : [];
        using var graph = Runtimes.Quietly(() => Graph.Load(BenchGraphs.Fan(DType.Float32, scalars + vectors, cell), runtime));
        var batch = Workload.Make<float>(FloatType.Default, rows, vectors > 0 ? [8] : [], 1, i => i)[0];
        var options = new MapOptions { Fetches = [.. Enumerable.Range(0, scalars + vectors).Select(i => $"y{i}")], Keep = [] };
        var engine = new EngineOptions { Parallelism = threads, BlockRows = int.MaxValue };

        // Two lengths tell a block's bytes from a run's; the least of some tries leaves out what others of the process allocate.
        const int few = 500, many = 1500;
        var least = Enumerable.Range(0, 7).Min(_ => Bytes(many) - Bytes(few));
        batch.Dispose();
        return (double)least / (many - few);

        long Bytes(int blocks)
        {
            var frame = Frame.From(new ReadyTable(batch, blocks)).MapBlocks(graph, options);
            var before = GC.GetTotalAllocatedBytes(precise: true);
            foreach (var result in frame.ToBatches(engine))
            {
                result.Dispose();
            }

            return GC.GetTotalAllocatedBytes(precise: true) - before;
        }
    }
}
