using System.Diagnostics;
using System.Runtime.InteropServices;
using TensorFrames.Bench.Reference;
using TensorFrames.Files;
using TensorFrames.Tables;

namespace TensorFrames.Bench.Check;

/// <summary>
/// Aggregate of a Parquet file against DuckDB's own sum by key over the same file; a graph that is not recognised against a
/// C loop of one run a group, on as many threads, and DuckDB.
/// </summary>
internal static class Aggregating
{
    private const double DuckLimit = 3;

    // A tenth of the rows: the 64 runs of a part and what opens them are ten times as much of it, beside the neighbours.
    private const double SmokeRoom = 1.5;
    private const double LoopLimit = 1.5;

    internal static IEnumerable<Gate> Gates(TensorFlowRuntime runtime, Arguments arguments)
    {
        using var table = new KeyedTable(arguments.Short ? 1_000_000 : 10_000_000, arguments.Short ? 100_000 : 1_000_000);
        var pairs = arguments.Short ? 3 : 7;
        using var sum = Runtimes.Quietly(() => Graph.Load(BenchGraphs.SumBlocks, runtime));
        var frame = FrameFiles.Open(table.Path).GroupBy("k").Aggregate(sum, "x");
        var duck = table.Duck();
        Same(duck, Run(frame));
        var atOnce = Pairs.Measure(pairs, () => table.Duck(), () => Run(frame));
        var name = $"{table.Rows:N0} rows into {table.Groups:N0} groups";
        yield return Gate.Most($"Aggregate : DuckDB, sum, {name}", 1 / atOnce.Ratio, DuckLimit * Room(arguments), $"{atOnce.Reference * 1e3:N0} ms DuckDB, {atOnce.Ours * 1e3:N0} ms here", "×");
        yield return Counted(frame, 64, "runs, all groups of a part at once");

        using var more = Runtimes.Quietly(() => Graph.Load(BenchGraphs.SumAndMore, runtime));
        var generic = FrameFiles.Open(table.Path).GroupBy("k").Aggregate(more, "x");
        Same(duck, Run(generic));
        var memory = table.Sorted(out var vectors);
        try
        {
            var share = vectors.Length / Environment.ProcessorCount + 1;
            var loops = Runtimes.Quietly(() => vectors.Chunk(share).Select(some => new ReferenceLoop(runtime, BenchGraphs.SumAndMore, more.Config, "x_input", "x", some)).ToArray());
            var each = Turns(() => Parallel(loops), () => Run(generic));
            var allowed = each.Reference + (DuckLimit * atOnce.Reference);
            yield return Gate.Most($"Aggregate : C loop + 3 DuckDB, a run a group", each.Ours / allowed, LoopLimit * Room(arguments), $"{each.Reference * 1e3:N0} ms C, {each.Ours * 1e3:N0} ms here", "×");
            yield return Counted(generic, table.Groups, "runs, one a group");
            System.Array.ForEach(loops, loop => loop.Dispose());
        }
        finally
        {
            Free(memory);
        }
    }

    private static Gate Counted(Frame frame, long runs, string what)
    {
        var before = frame.Reports[0].Aggregate!;
        Run(frame);
        var after = frame.Reports[0].Aggregate!;
        return after.Runs - before.Runs == runs && after.SpilledBytes == 0 && after.HeldBytes == 0
            ? Gate.Reported($"  {what}", runs, $"{after.PeakBytes >> 20:N0} MiB held at most")
            : throw new InvalidOperationException($"{after.Runs - before.Runs} runs, {runs} expected; {after.SpilledBytes} bytes spilled, {after.HeldBytes} held.");
    }

    private static (long Groups, double Sum) Run(Frame frame)
    {
        var (groups, sum) = (0L, 0.0);
        foreach (var batch in frame.ToBatches())
        {
            using (batch)
            {
                groups += batch.Length;
                foreach (var value in batch.Values<double>("x"))
                {
                    sum += value;
                }
            }
        }

        return (groups, sum);
    }

    // Seconds long each, so that two turns after one to warm up must do: the faster of each.
    private static (double Reference, double Ours) Turns(Action reference, Action ours)
    {
        reference();
        var best = (Reference: double.MaxValue, Ours: double.MaxValue);
        for (var turn = 0; turn < 2; turn++)
        {
            best = (Math.Min(best.Reference, Seconds(reference)), Math.Min(best.Ours, Seconds(ours)));
        }

        return best;
    }

    private static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Parallel(ReferenceLoop[] loops)
    {
        var threads = loops.Select(loop => new Thread(() => loop.Run())).ToArray();
        System.Array.ForEach(threads, t => t.Start());
        System.Array.ForEach(threads, t => t.Join());
    }

    private static void Same((long Groups, double Sum) expected, (long Groups, double Sum) actual)
    {
        if (expected.Groups != actual.Groups || Math.Abs(expected.Sum - actual.Sum) > 1e-9 * expected.Sum)
        {
            throw new InvalidOperationException($"DuckDB has {expected}, ours {actual}.");
        }
    }

    private static unsafe void Free(nint memory) => NativeMemory.AlignedFree((void*)memory);

    private static double Room(Arguments arguments) => arguments.Short ? SmokeRoom : 1;
}
