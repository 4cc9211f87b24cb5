using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs.Rewriting;

/// <summary>
/// Drops attributes that a newer TensorFlow wrote and the runtime's op does not have, where they hold the default that the
/// newer op has: the older op does just that. Anything else is refused with node, op, attribute and value.
/// </summary>
internal sealed class DropNewAttributes : IGraphRewriter
{
    public IEnumerable<string> Rewrite(GraphDef def, OpLookup ops, string source)
    {
        var dropped = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var body in GraphBody.Of(def))
        {
            foreach (var node in body.Nodes)
            {
                // A call of a function may carry whatever the function's own nodes refer to.
                if (!ops.IsFunction(node.Op) && ops.Find(node.Op) is { } op)
                {
                    Drop(node, op, body, ops.Registry.Version, source, dropped);
                }
            }
        }

        return dropped.Select(d => $"dropped {d}, unknown to TensorFlow {ops.Registry.Version} and at its default");
    }

    private static void Drop(NodeDef node, OpDef op, GraphBody body, string version, string source, SortedSet<string> dropped)
    {
        List<string>? unknown = null;
        foreach (var name in node.Attr.Keys)
        {
            // TensorFlow takes any attribute with a leading underscore.
            if (!name.StartsWith('_') && !op.Attr.Any(a => a.Name == name))
            {
                (unknown ??= []).Add(name);
            }
        }

        foreach (var name in unknown ?? [])
        {
            var known = KnownOps.DefaultOf(node.Op, name);
            if (known is null || !known.Holds(node.Attr[name]))
            {
                var expected = known is null ? "whose default is not known" : $"not its default {known.Text}";
                throw new GraphException($"'{source}': {body.Describe(node)} (op '{node.Op}') has the attribute {name} = {AttrText.Of(node.Attr[name])}, {expected}; "
                    + $"TensorFlow {version} does not know this attribute. Fix: use a newer libtensorflow.")
                {
                    Node = node.Name,
                };
            }

            node.Attr.Remove(name);
            dropped.Add(node.Op + "." + name);
        }
    }
}
