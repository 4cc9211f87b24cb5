using System.Text.Json;

namespace TensorFrames.Spark.Worker.Tests.Support;

/// <summary>One captured connection.</summary>
internal sealed record Capture(string Name, JsonElement Meta, byte[] ToWorker)
{
    internal static Capture Open(string name)
    {
        Assert.SkipWhen(name.Length == 0, Captures.Missing);
        var folder = Path.Combine(Captures.Folder!, name);
        using var meta = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "meta.json")));
        return new(name, meta.RootElement.Clone(), File.ReadAllBytes(Path.Combine(folder, "to-worker.bin")));
    }

    internal int EvalType => Meta.GetProperty("eval_type").GetInt32();

    internal bool Simple => Meta.GetProperty("mode").GetString() == "simple";

    internal bool Unix => Meta.GetProperty("socket").GetString() == "unix";

    internal JsonElement FirstTask => Meta.GetProperty("first_task");

    internal int HeaderOffset => FirstTask.GetProperty("header_offset").GetInt32();

    internal int DataOffset => FirstTask.GetProperty("data_offset").GetInt32();

    internal string? Variable(string name) => Meta.GetProperty("env").TryGetProperty(name, out var value) ? value.GetString() : null;
}
