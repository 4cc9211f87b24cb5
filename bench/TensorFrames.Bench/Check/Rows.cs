using System.Buffers;
using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Bench.Reference;
using TensorFrames.Tables;

namespace TensorFrames.Bench.Check;

/// <summary>MapRows of cells of eight doubles: stacked, against MapBlocks of the same ops; run one by one, against a C loop of a run a row.</summary>
internal static class Rows
{
    private const int Width = 8;
    private const double BlocksLimit = 0.8;
    private const double LoopLimit = 0.85;

    internal static IEnumerable<Gate> Gates(TensorFlowRuntime runtime, Arguments arguments)
    {
        yield return Stacked(runtime, arguments);
        yield return OneByOne(runtime, arguments);
    }

    private static Gate Stacked(TensorFlowRuntime runtime, Arguments arguments)
    {
        var batches = Workload.Make<double>(DoubleType.Default, 65_536, [Width], 32, i => i);
        using var blocks = Runtimes.Quietly(() => Graph.Load(BenchGraphs.Tripled(-1, Width), runtime));
        using var rows = Runtimes.Quietly(() => Graph.Load(BenchGraphs.Tripled(Width), runtime));
        var options = new MapOptions { Fetches = ["y"], Keep = [] };
        var frame = Frame.From(new MemoryTable(batches[0].Schema, batches));
        var (whole, each) = (frame.MapBlocks(blocks, options), frame.MapRows(rows, options));
        if (Throughput.Run(whole) != Throughput.Run(each) || each.Reports[0].SavedRuns != 32L * 65_535)
        {
            throw new InvalidOperationException("MapRows gives other values than MapBlocks, or runs rows one by one.");
        }

        var measured = Repeated(arguments, BlocksLimit, () => Throughput.Run(whole), () => Throughput.Run(each));
        System.Array.ForEach(batches, b => b.Dispose());
        return Gate.Least(
            "MapRows : MapBlocks, 8 doubles, 65,536 rows", measured.Ratio, Limit(arguments, BlocksLimit),
            $"{measured.Reference / 32 * 1e6:N1} µs a block by MapBlocks, {measured.Ours / 32 * 1e6:N1} µs by MapRows");
    }

    private static Gate OneByOne(TensorFlowRuntime runtime, Arguments arguments)
    {
        const int Count = 16_384;
        using var batch = Workload.Make<double>(DoubleType.Default, Count, [Width], 1, i => i)[0];
        using var graph = Runtimes.Quietly(() => Graph.Load(BenchGraphs.SumOfCell(Width), runtime));
        using var pin = batch.Column(0).Data.Children[0].Buffers[1].Memory.Pin();
        using var reference = Runtimes.Quietly(() => new ReferenceLoop(runtime, BenchGraphs.SumOfCell(Width), graph.Config, "x", "y", Cells(pin, Count)));
        var frame = Frame.From(new MemoryTable(batch.Schema, [batch])).MapRows(graph, new MapOptions { Fetches = ["y"], Keep = [] });
        Throughput.Run(frame);
        if (frame.Reports[0].SavedRuns != 0)
        {
            throw new InvalidOperationException("Rows of a sum over a cell were stacked.");
        }

        var measured = Repeated(arguments, LoopLimit, () => reference.Run(), () => Throughput.Run(frame));
        return Gate.Least(
            "MapRows : C loop of a run a row, sum of 8 doubles", measured.Ratio, Limit(arguments, LoopLimit),
            $"{measured.Reference / Count * 1e6:N2} µs a row in C, {measured.Ours / Count * 1e6:N2} µs here");
    }

    private static unsafe IEnumerable<(nint, int)> Cells(MemoryHandle pin, int rows)
    {
        var start = (nint)pin.Pointer;
        return [.. Enumerable.Range(0, rows).Select(row => (start + (row * Width * sizeof(double)), Width))];
    }

    private static (double Ratio, double Reference, double Ours) Repeated(Arguments arguments, double limit, Action reference, Action ours) =>
        Pairs.Measure(arguments.Short ? 11 : 31, attempts: 3, Limit(arguments, limit), reference, ours);

    private static double Limit(Arguments arguments, double limit) => limit - (arguments.Short ? Throughput.SmokeSlack : 0);
}
