using Google.Protobuf;
using TensorFrames.Models.Bundles;
using TensorFrames.Models.Proto;

namespace TensorFrames.Models.Checkpoints;

/// <summary>
/// The objects that TensorFlow 2 saved: which has which under what name, and the key of each value. One object has many ways to
/// it, and its values one key.
/// </summary>
internal sealed class ObjectGraph
{
    private const string Key = "_CHECKPOINTABLE_OBJECT_GRAPH";
    private readonly Dictionary<string, int>[] _children;
    private readonly Dictionary<string, string>[] _keys;

    private ObjectGraph(TrackableObjectGraph proto)
    {
        _children = [.. proto.Nodes.Select(n => Unique(n.Children.Where(c => c.NodeId >= 0 && c.NodeId < proto.Nodes.Count).Select(c => (Escaped(c.LocalName), c.NodeId))))];
        _keys = [.. proto.Nodes.Select(n => Unique(n.Attributes.Select(a => (a.Name, a.CheckpointKey))))];
        Names = Unique(proto.Nodes.SelectMany(n => n.Attributes).Where(a => a.FullName.Length > 0).Select(a => (a.CheckpointKey, ValueLabel.Of(a.FullName, a.Name))));
    }

    /// <summary>Key of a value → the name that the variable itself has.</summary>
    public IReadOnlyDictionary<string, string> Names { get; }

    public int Count => _children.Length;

    /// <summary>The graph of a checkpoint; null where it has none, as those of TensorFlow 1.</summary>
    /// <exception cref="GraphException">It is damaged.</exception>
    public static ObjectGraph? Of(Bundle bundle)
    {
        if (bundle.Find(Key) is not { DType: DType.String } entry)
        {
            return null;
        }

        try
        {
            return BundleTensor.Read(bundle, entry).StringVal is [var bytes] ? new(TrackableObjectGraph.Parser.ParseFrom(bytes)) : null;
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new GraphException($"The checkpoint '{bundle.Prefix}' is damaged: its object graph cannot be read. Fix: write or copy the checkpoint again.", e);
        }
    }

    /// <summary>Objects that have something under this name.</summary>
    public IEnumerable<int> With(string child) => Enumerable.Range(0, Count).Where(n => _children[n].ContainsKey(child));

    /// <summary>The key of the value that lies at the end of this way from an object; null where the way leads nowhere.</summary>
    /// <param name="from">The object's number; 0 is the root.</param>
    /// <param name="path">Names as in a key.</param>
    /// <param name="attribute">What of the last object was saved.</param>
    public string? Follow(int from, ReadOnlySpan<string> path, string attribute)
    {
        foreach (var name in path)
        {
            if (!_children[from].TryGetValue(name, out from))
            {
                return null;
            }
        }

        return _keys[from].GetValueOrDefault(attribute);
    }

    // As the keys' writer does.
    private static string Escaped(string name) => name.Replace(".", "..", StringComparison.Ordinal).Replace("/", ".S", StringComparison.Ordinal);

    private static Dictionary<string, T> Unique<T>(IEnumerable<(string Key, T Value)> entries)
    {
        var unique = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
        {
            unique.TryAdd(key, value);
        }

        return unique;
    }
}
