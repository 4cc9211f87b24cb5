using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs;

/// <summary>Definitions of a graph's ops: the runtime's, and the functions that the graph brings along.</summary>
internal sealed class OpLookup
{
    private readonly OpRegistry _registry;
    private readonly Dictionary<string, OpDef> _functions;

    public OpLookup(OpRegistry registry, GraphDef def)
    {
        _registry = registry;
        _functions = new(StringComparer.Ordinal);
        foreach (var function in def.Library?.Function ?? [])
        {
            _functions.TryAdd(function.Signature?.Name ?? "", function.Signature ?? new OpDef());
        }
    }

    public OpRegistry Registry => _registry;

    public bool IsFunction(string op) => _functions.ContainsKey(op);

    public OpDef? Find(string op) => _functions.GetValueOrDefault(op) ?? _registry.Find(op);

    /// <summary>Dtypes of a node's outputs by its op's signature; null where the op is unknown. Unknown where an attribute leaves it open.</summary>
    public IReadOnlyList<DType>? Outputs(NodeDef node)
    {
        if (Find(node.Op) is not { } op)
        {
            return null;
        }

        var outputs = new List<DType>();
        foreach (var arg in op.OutputArg)
        {
            if (arg.TypeListAttr.Length != 0)
            {
                outputs.AddRange((Attr(node, op, arg.TypeListAttr)?.List?.Type ?? []).Select(DTypeOf));
                continue;
            }

            var count = arg.NumberAttr.Length == 0 ? 1 : Math.Clamp(Attr(node, op, arg.NumberAttr)?.I ?? 0, 0, ushort.MaxValue);
            var type = arg.TypeAttr.Length == 0 ? arg.Type : Attr(node, op, arg.TypeAttr)?.Type ?? 0;
            outputs.AddRange(Enumerable.Repeat(DTypeOf(type), (int)count));
        }

        return outputs;
    }

    // Types of references to variables are 100 above the type itself.
    private static DType DTypeOf(int type) => (DType)(type > 100 ? type - 100 : type);

    private static AttrValue? Attr(NodeDef node, OpDef op, string name) =>
        node.Attr.TryGetValue(name, out var value) ? value : op.Attr.FirstOrDefault(a => a.Name == name)?.DefaultValue;
}
