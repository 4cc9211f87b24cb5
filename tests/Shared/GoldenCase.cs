using System.Text.Json;
using Xunit.Sdk;

namespace TensorFrames.Tests;

/// <summary>One golden case, by its folder's name; its facts are read from its case.json when a test asks.</summary>
public sealed record GoldenCase : IXunitSerializable
{
    private JsonElement? _json;

    /// <summary>For the test runner, which fills it in.</summary>
    public GoldenCase()
    {
    }

    public GoldenCase(string name) => Name = name;

    public string Name { get; private set; } = "";

    public JsonElement Json => _json ??= JsonDocument.Parse(System.IO.File.ReadAllBytes(Golden.Path(Name + "/case.json"))).RootElement;

    /// <summary>Of a model's signatures: each with its own feeds, fetches, inputs and results.</summary>
    public IEnumerable<GoldenCase> Runs => Json.GetProperty("runs").EnumerateArray().Select(run => new GoldenCase(Name) { _json = run });

    /// <summary>A signature's runs name none: any map's.</summary>
    public string Verb => Json.TryGetProperty("verb", out var verb) ? verb.GetString()! : "map_blocks";

    public string Model => Golden.Path(Name + "/" + Json.GetProperty("graph").GetString());

    public Dictionary<string, string> Feeds => Json.TryGetProperty("feeds", out var feeds)
        ? feeds.EnumerateObject().ToDictionary(f => f.Name, f => f.Value.GetString()!, StringComparer.Ordinal) : [];

    public string[] Fetches => Json.TryGetProperty("fetches", out var fetches) ? [.. fetches.EnumerateArray().Select(f => f.GetString()!)] : [];

    /// <summary>Of an aggregate.</summary>
    public string[] Keys => Json.GetProperty("key") is { ValueKind: JsonValueKind.Array } keys
        ? [.. keys.EnumerateArray().Select(k => k.GetString()!)] : [Json.GetProperty("key").GetString()!];

    /// <summary>Every form of the input there is, Arrow streams and Parquet files.</summary>
    public string[] Inputs => Json.TryGetProperty("inputs", out var inputs)
        ? [.. inputs.EnumerateObject().SelectMany(i => i.Value.ValueKind == JsonValueKind.Object ? i.Value.EnumerateObject().Select(f => f.Value) : [i.Value])
            .Select(f => f.GetString()).OfType<string>().Select(File)] : [];

    public string Expected => File(Json.GetProperty("expected").GetProperty("arrows").GetString()!);

    public double RelativeTolerance => Json.GetProperty("tolerance").GetProperty("rtol").GetDouble();

    public double AbsoluteTolerance => Json.GetProperty("tolerance").GetProperty("atol").GetDouble();

    /// <summary>The stage the error belongs to at the latest.</summary>
    public Stage Stage => Enum.Parse<Stage>(Json.GetProperty("stage").GetString()!, ignoreCase: true);

    public string[] ErrorContains => [.. Json.GetProperty("error_contains").EnumerateArray().Select(w => w.GetString()!)];

    /// <summary>Whether a flag is there and set.</summary>
    public bool Is(string flag) => Json.TryGetProperty(flag, out var value) && value.GetBoolean();

    public bool RunsOn(string version) => Json.GetProperty("runs_on").GetProperty(version).GetBoolean();

    public string File(string name) => Golden.Path(Name + "/" + name);

    public override string ToString() => Name;

    void IXunitSerializable.Serialize(IXunitSerializationInfo info) => info.AddValue(nameof(Name), Name);

    void IXunitSerializable.Deserialize(IXunitSerializationInfo info) => Name = info.GetValue<string>(nameof(Name))!;
}
