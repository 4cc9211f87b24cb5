using System.Text.Json;
using System.Text.Json.Serialization;

namespace TensorFrames.Bench.Track;

/// <summary>One run of the short set: where, of what, and its figures.</summary>
internal sealed record TrackedRun(DateTime Date, string Commit, Machine Machine, IReadOnlyList<Figure> Figures)
{
    internal string ToJson() => JsonSerializer.Serialize(this, TrackedRunJson.Default.TrackedRun) + "\n";

    internal static TrackedRun Parse(string json) => JsonSerializer.Deserialize(json, TrackedRunJson.Default.TrackedRun)!;
}

/// <summary>What figures of different runs are comparable by.</summary>
internal sealed record Machine(string Processor, int Cores, string Compiler)
{
    internal static Machine Here => new(
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[^1] ?? "unknown",
        Environment.ProcessorCount,
        Command.Output("cc", "--version").Split('\n')[0]);
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TrackedRun))]
internal sealed partial class TrackedRunJson : JsonSerializerContext;
