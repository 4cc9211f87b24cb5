using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs;

/// <summary>An op of the graph that the runtime cannot run, with the first node that uses it.</summary>
internal sealed record UnknownOp(string Op, string Node, string Text);

/// <summary>Finds the ops that a runtime does not have, or has only by name.</summary>
internal static class UnknownOps
{
    /// <summary>Every such op once, in the order of the graph.</summary>
    public static IReadOnlyList<UnknownOp> Find(GraphDef def, OpLookup ops)
    {
        var found = new Dictionary<string, UnknownOp>(StringComparer.Ordinal);
        foreach (var body in GraphBody.Of(def))
        {
            foreach (var node in body.Nodes)
            {
                if (!found.ContainsKey(node.Op) && Explain(node, body, ops) is { } text)
                {
                    found.Add(node.Op, new(node.Op, node.Name, text));
                }
            }
        }

        return [.. found.Values];
    }

    /// <summary>Throws one <see cref="GraphException"/> that lists them all.</summary>
    public static void Check(GraphDef def, OpLookup ops, string source)
    {
        var unknown = Find(def, ops);
        if (unknown.Count != 0)
        {
            throw new GraphException($"'{source}' cannot run on TensorFlow {ops.Registry.Version}: {string.Join("; ", unknown.Select(u => u.Text))}.")
            {
                Node = unknown[0].Node,
            };
        }
    }

    private static string? Explain(NodeDef node, GraphBody body, OpLookup ops) => node.Op switch
    {
        // Registered everywhere, but its kernel lives in Python.
        "PyFunc" or "PyFuncStateless" or "EagerPyFunc" =>
            $"op '{node.Op}' ({body.Describe(node)}) calls back into the Python program that made the graph. Fix: build the graph without tf.py_func",
        _ when ops.Find(node.Op) is null =>
            $"op '{node.Op}' ({body.Describe(node)}) is not in TensorFlow {ops.Registry.Version}; {KnownOps.WhereIs(node.Op)}",
        _ => null,
    };
}
