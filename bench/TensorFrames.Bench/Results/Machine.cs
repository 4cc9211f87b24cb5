namespace TensorFrames.Bench.Results;

/// <summary>What figures of different runs are comparable by.</summary>
internal sealed record Machine(string Processor, int Cores, string Compiler)
{
    internal static Machine Here => new(
        $"{Fact("model name")} (family {Fact("cpu family")}, model {Fact("model\t")}, stepping {Fact("stepping")})",
        Environment.ProcessorCount,
        Command.Output("cc", "--version").Split('\n')[0]);

    // Hosts of several generations may have one name.
    private static string Fact(string name) =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?.Split(": ")[^1] ?? "unknown";
}
