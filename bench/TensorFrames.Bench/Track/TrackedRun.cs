using System.Text.Json;
using System.Text.Json.Serialization;
using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Track;

/// <summary>One run of the short set: where, of what, and its figures.</summary>
internal sealed record TrackedRun(DateTime Date, string Commit, Machine Machine, IReadOnlyList<Figure> Figures)
{
    internal string ToJson() => JsonSerializer.Serialize(this, TrackedRunJson.Default.TrackedRun) + "\n";

    internal static TrackedRun Parse(string json) => JsonSerializer.Deserialize(json, TrackedRunJson.Default.TrackedRun)!;
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TrackedRun))]
internal sealed partial class TrackedRunJson : JsonSerializerContext;
