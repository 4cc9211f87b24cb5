using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs.Rewriting;

/// <summary>The nodes of one body by name, and new nodes for it.</summary>
internal sealed class BodyNodes
{
    private readonly GraphBody _body;
    private readonly OpLookup _ops;
    private readonly Dictionary<string, NodeDef> _byName = new(StringComparer.Ordinal);
    private HashSet<string>? _scopes;

    public BodyNodes(GraphBody body, OpLookup ops)
    {
        (_body, _ops) = (body, ops);
        foreach (var node in body.Nodes)
        {
            _byName.TryAdd(node.Name, node);
        }
    }

    /// <summary>A node of this body; null for an argument of the function.</summary>
    public NodeDef? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>A name that no node has and below which no node lies: <paramref name="wanted"/>, or that with a number.</summary>
    public string FreeName(string wanted)
    {
        _scopes ??= Scopes(_byName.Keys);
        var name = wanted;
        for (var i = 1; !_scopes.Add(name); i++)
        {
            name = wanted + "_" + i;
        }

        return name;
    }

    /// <summary>Adds a node with one output and returns what other nodes write to read it. Attributes not given take the runtime's defaults.</summary>
    public string Add(string name, string op, IEnumerable<string> inputs, params ReadOnlySpan<(string Name, AttrValue Value)> attributes)
    {
        var node = new NodeDef { Name = name, Op = op };
        node.Input.AddRange(inputs);
        foreach (var (key, value) in attributes)
        {
            node.Attr.Add(key, value);
        }

        var definition = _ops.Find(op);
        foreach (var attribute in definition?.Attr ?? [])
        {
            if (attribute.DefaultValue is { } value && !node.Attr.ContainsKey(attribute.Name))
            {
                node.Attr.Add(attribute.Name, value.Clone());
            }
        }

        _body.Nodes.Add(node);
        _byName.Add(name, node);
        return _body.Function is null || definition is null || definition.OutputArg.Count == 0 ? name : $"{name}:{definition.OutputArg[0].Name}:0";
    }

    // Every name and every path above it.
    private static HashSet<string> Scopes(IEnumerable<string> names)
    {
        var scopes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            for (var path = name; path.Length != 0 && scopes.Add(path);)
            {
                path = path[..Math.Max(path.LastIndexOf('/'), 0)];
            }
        }

        return scopes;
    }
}
