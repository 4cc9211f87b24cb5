using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs;

/// <summary>What a set of fetches needs of a graph.</summary>
internal static class FetchReach
{
    /// <summary>The placeholders that the fetches read, in the graph's order; those without a default must be fed.</summary>
    public static IReadOnlyList<GraphTensor> Placeholders(GraphFile file, IEnumerable<TensorName> fetches)
    {
        var reached = Nodes(file, fetches);
        return [.. file.Def.Node.Where((n, i) => reached[i] && GraphReader.CanBeFed(n)).Select(n => GraphReader.Placeholder(n, file.Def))];
    }

    /// <summary>Marks, by number, of every node that the fetches read or wait for.</summary>
    public static bool[] Nodes(GraphFile file, IEnumerable<TensorName> fetches) =>
        file.Index.Reach(fetches.Select(f => file.Index.NumberOf(f.Operation)).Where(n => n >= 0));

    /// <summary>The distinct ops that the fetches reach, through calls of functions too.</summary>
    public static IReadOnlySet<string> Ops(GraphFile file, IEnumerable<TensorName> fetches)
    {
        var reached = Nodes(file, fetches);
        var open = new Stack<NodeDef>(file.Def.Node.Where((_, i) => reached[i]));
        var functions = (file.Def.Library?.Function ?? []).ToLookup(f => f.Signature?.Name ?? "", StringComparer.Ordinal);
        var called = new HashSet<string>(StringComparer.Ordinal);
        var ops = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryPop(out var node))
        {
            ops.Add(node.Op);
            foreach (var function in Called(node).Where(called.Add).SelectMany(name => functions[name]))
            {
                foreach (var inner in function.NodeDef)
                {
                    open.Push(inner);
                }
            }
        }

        return ops;
    }

    /// <summary>Names that may be functions which a node calls: a function is an op by its own name, or an attribute of the op that calls it.</summary>
    public static IEnumerable<string> Called(NodeDef node) =>
        [node.Op, .. node.Attr.Values.SelectMany(v => v.List?.Func.Append(v.Func) ?? [v.Func]).OfType<NameAttrList>().Select(f => f.Name)];
}
