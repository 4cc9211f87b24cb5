namespace TensorFrames.Bench.Check;

/// <summary>All gates on every libtensorflow that is here, as one table; 1 if any does not hold.</summary>
internal static class CheckCommand
{
    private static readonly int[] Threads = [1, 2];

    internal static int Run(Arguments arguments)
    {
        var runtimes = Runtimes.Open(arguments);
        var failed = 0;
        if (arguments.Only is { } only)
        {
            return Ended(runtimes.Sum(runtime => Of(runtime, () => Only(only, runtime, arguments))));
        }

        var before = new Dictionary<(string, int), LargeOutputs.Cost>();
        foreach (var runtime in runtimes)
        {
            Console.WriteLine($"TensorFlow {runtime.Version}");
            failed += Show(Throughput.Gates(runtime, arguments));
            failed += Show(Reducing.Gates(runtime, arguments));
            failed += Show(Rows.Gates(runtime, arguments));
            failed += Show(Aggregating.Gates(runtime, arguments));
            failed += Show(Models.Gates(runtime, arguments));
            failed += Show(Conversion.Gates(runtime, arguments));
            failed += Show(Allocations.Gates(runtime));
            failed += Show(Borrowing.Gates(runtime));
            foreach (var threads in Threads)
            {
                before[(runtime.Version, threads)] = LargeOutputs.Measure(runtime, arguments, threads);
            }
        }

        TensorFlowRuntime.KeepLargeOutputs(1L << 30);
        foreach (var runtime in runtimes)
        {
            Console.WriteLine($"TensorFlow {runtime.Version}, large outputs kept");
            foreach (var threads in Threads)
            {
                failed += Show(LargeOutputs.Gates(threads, before[(runtime.Version, threads)], LargeOutputs.Measure(runtime, arguments, threads)));
            }

            failed += Show(LiveBytes.Gates(runtime));
        }

        return Ended(failed);
    }

    private static IEnumerable<Gate> Only(string group, TensorFlowRuntime runtime, Arguments arguments) => group switch
    {
        "aggregate" => Aggregating.Gates(runtime, arguments),
        "models" => Models.Gates(runtime, arguments),
        "reduce" => Reducing.Gates(runtime, arguments),
        "rows" => Rows.Gates(runtime, arguments),
        "threads" => EngineThreads.Gates(runtime),
        _ => throw new ArgumentException($"--only {group}: no such gates. Fix: aggregate, models, reduce, rows or threads.", nameof(group)),
    };

    private static int Of(TensorFlowRuntime runtime, Func<IEnumerable<Gate>> gates)
    {
        Console.WriteLine($"TensorFlow {runtime.Version}");
        return Show(gates());
    }

    private static int Ended(int failed)
    {
        Console.WriteLine(failed == 0 ? "every gate holds" : $"{failed} gates FAILED");
        return failed == 0 ? 0 : 1;
    }

    private static int Show(IEnumerable<Gate> gates)
    {
        var failed = 0;
        foreach (var gate in gates)
        {
            Console.WriteLine(gate);
            failed += gate.Holds ? 0 : 1;
        }

        return failed;
    }
}
