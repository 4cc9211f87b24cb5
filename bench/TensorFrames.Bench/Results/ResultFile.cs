using System.Text.Json;
using System.Text.Json.Serialization;

namespace TensorFrames.Bench.Results;

/// <summary>A file of bench/results: one command's figures, where they were measured and of what commit.</summary>
internal sealed record ResultFile(DateTime Date, string Commit, Machine Machine, string Command, IReadOnlyList<Measurement> Measurements)
{
    internal static ResultFile Read(string path) => JsonSerializer.Deserialize(File.ReadAllText(path), ResultJson.Default.ResultFile)!;

    internal void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, JsonSerializer.Serialize(this, ResultJson.Default.ResultFile) + "\n");
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ResultFile))]
internal sealed partial class ResultJson : JsonSerializerContext;
