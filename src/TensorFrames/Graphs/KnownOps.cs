using System.Collections.Frozen;
using System.Text.Json;

namespace TensorFrames.Graphs;

/// <summary>
/// What changed between TensorFlow 1.15.0 and 2.21.0, taken from both libraries' own op lists: ops that only one of them
/// has, and attributes that common ops gained, with their defaults.
/// </summary>
internal static class KnownOps
{
    private static readonly Lazy<FrozenSet<string>> Newer = new(() => Lines("ops_only_in_2.21.0.txt"));
    private static readonly Lazy<FrozenSet<string>> Older = new(() => Lines("ops_only_in_1.15.0.txt"));
    private static readonly Lazy<FrozenDictionary<string, AttributeDefault>> Added = new(ReadAdded);

    /// <summary>Where an op that a runtime lacks does exist; for messages.</summary>
    public static string WhereIs(string op) => Newer.Value.Contains(op) ? "it exists in TensorFlow 2.21.0. Fix: use a newer libtensorflow"
        : Older.Value.Contains(op) ? "it exists in TensorFlow 1.15.0. Fix: use that libtensorflow"
        : "neither TensorFlow 1.15.0 nor 2.21.0 has it. Fix: build the graph without this custom op";

    /// <summary>The default of an attribute that an op gained after 1.15.0; null where none is recorded.</summary>
    public static AttributeDefault? DefaultOf(string op, string attribute) => Added.Value.GetValueOrDefault(op + "." + attribute);

    private static Stream Open(string name) => typeof(KnownOps).Assembly.GetManifestResourceStream("TensorFrames.Graphs.Data." + name)
        ?? throw new InvalidOperationException($"Resource {name} is missing from the assembly.");

    private static FrozenSet<string> Lines(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet(StringComparer.Ordinal);
    }

    private static FrozenDictionary<string, AttributeDefault> ReadAdded()
    {
        using var stream = Open("attributes_added_after_1.15.0.json");
        using var json = JsonDocument.Parse(stream);
        var all = new Dictionary<string, AttributeDefault>(StringComparer.Ordinal);
        foreach (var op in json.RootElement.EnumerateObject())
        {
            foreach (var attribute in op.Value.EnumerateObject())
            {
                if (attribute.Value.GetProperty("has_default").GetBoolean())
                {
                    all.Add(op.Name + "." + attribute.Name, AttributeDefault.Read(attribute.Value));
                }
            }
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
