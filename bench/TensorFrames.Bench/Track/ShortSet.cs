using TensorFrames.Bench.Benchmarks;
using TensorFrames.Bench.Check;
using TensorFrames.Bench.Reference;

namespace TensorFrames.Bench.Track;

/// <summary>Figures of one libtensorflow that a minute tells: what each kind of column costs, and a block as such.</summary>
internal static class ShortSet
{
    private const int Pairs = 15;

    // A block that is borrowed takes microseconds: too short to be timed by itself.
    private const int Times = 32;

    /// <summary>The kind of column that is done three times over, to show that this would be seen.</summary>
    private static string? Slowed => Environment.GetEnvironmentVariable("TFN_TRACK_SLOWED");

    /// <summary>Each figure, measured when asked for, and again when asked again.</summary>
    internal static IEnumerable<(string Name, FigureKind Kind, Func<double> Measure)> Of(TensorFlowRuntime runtime)
    {
        foreach (var name in ConversionCase.Names)
        {
            yield return ($"{runtime.Version}, {name}, in and out : C loop", FigureKind.Ratio, () => InAndOut(runtime, name));
            yield return ($"{runtime.Version}, {name}, bytes copied in", FigureKind.Counter, () => CopiedIn(runtime, name));
        }

        yield return ($"{runtime.Version}, x + 3 of 8,192 doubles : C loop", FigureKind.Ratio, () => Block(runtime));
        yield return ($"{runtime.Version}, managed bytes a block", FigureKind.Counter, () => Allocations.BytesABlock(runtime, 1, 0, 1024, 1));
    }

    // The C loop does the same with plain loops of its own: it works as we do, so that a neighbour slows both.
    private static double InAndOut(TensorFlowRuntime runtime, string name)
    {
        var work = ConversionCase.Of(name);
        var bytes = BenchGraphs.Identity(work.DType, work.Cell);
        using var graph = Runtimes.Quietly(() => Graph.Load(bytes, runtime));
        var frame = work.Frame(graph);
        var first = Throughput.Run(frame);
        var times = frame.Reports[0].Feeds.All(f => f.CopiedBytes == 0) && work.DType != DType.String ? Times : 1;
        using var reference = Runtimes.Quietly(() => new ReferenceLoop(runtime, Workload.Repeated(bytes, work.Batch, work.DType, [.. work.Cell.Select(c => (int)c)], times), graph.Config));
        if (reference.Run() != first * (ulong)times)
        {
            throw new InvalidOperationException($"{name}: the results are not those of the C loop.");
        }

        return 1 / Check.Pairs.Measure(Pairs, () => reference.Run(), () => Repeat(name == Slowed ? 3 * times : times, () => Throughput.Run(frame))).Ratio;
    }

    private static double CopiedIn(TensorFlowRuntime runtime, string name)
    {
        var work = ConversionCase.Of(name);
        using var graph = Runtimes.Quietly(() => Graph.Load(BenchGraphs.Identity(work.DType, work.Cell), runtime));
        var frame = work.Frame(graph);
        Throughput.Run(frame);
        return frame.Reports[0].Feeds.Sum(f => f.CopiedBytes);
    }

    private static double Block(TensorFlowRuntime runtime)
    {
        using var work = Workload.Doubles(BenchGraphs.AddThree, 8_192, 512);
        using var graph = Runtimes.Quietly(() => Graph.Load(work.GraphDef, runtime));
        using var reference = Runtimes.Quietly(() => new ReferenceLoop(runtime, work, graph.Config));
        var frame = work.Frame(graph);
        return 1 / Check.Pairs.Measure(Pairs, () => reference.Run(), () => Throughput.Run(frame)).Ratio;
    }

    private static void Repeat(int times, Action action)
    {
        for (var i = 0; i < times; i++)
        {
            action();
        }
    }
}
