namespace TensorFrames.Bench.Check;

/// <summary>All gates on every libtensorflow that is here, as one table; 1 if any does not hold.</summary>
internal static class CheckCommand
{
    internal static int Run(Arguments arguments)
    {
        var failed = 0;
        foreach (var runtime in Runtimes.Open(arguments))
        {
            Console.WriteLine($"TensorFlow {runtime.Version}");
            foreach (var gate in Throughput.Gates(runtime, arguments))
            {
                Console.WriteLine(gate);
                failed += gate.Holds ? 0 : 1;
            }
        }

        Console.WriteLine(failed == 0 ? "every gate holds" : $"{failed} gates FAILED");
        return failed == 0 ? 0 : 1;
    }
}
