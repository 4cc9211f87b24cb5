namespace TensorFrames.Bench.Results;

/// <summary>What figures of different runs are comparable by.</summary>
internal sealed record Machine(string Processor, int Cores, string Compiler)
{
    internal static Machine Here => new(
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[^1] ?? "unknown",
        Environment.ProcessorCount,
        Command.Output("cc", "--version").Split('\n')[0]);
}
