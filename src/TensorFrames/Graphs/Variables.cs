using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs;

/// <summary>Finds variables that are read but never written: the mark of a graph that was not frozen.</summary>
internal static class Variables
{
    private const int LongestChain = 64;

    /// <summary>Names of variables without an initializer among the given nodes (all, without a mark), in the graph's order.</summary>
    public static IReadOnlyList<string> Uninitialized(GraphFile file, bool[]? reached = null)
    {
        // A handle that goes into a function which assigns may be the one assigned.
        if (file.Def.Library?.Function.Any(f => f.NodeDef.Any(n => IsInitializer(n.Op))) == true)
        {
            return [];
        }

        var variables = new List<string>();
        var written = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < file.Def.Node.Count; i++)
        {
            var node = file.Def.Node[i];
            if (reached is not null && !reached[i])
            {
                continue;
            }

            if (node.Op is "Variable" or "VariableV2" or "VarHandleOp")
            {
                variables.Add(Name(node));
            }
            else if (IsInitializer(node.Op) && Behind(node, file.Index) is { } variable)
            {
                written.Add(Name(variable));
            }
        }

        return [.. variables.Where(v => !written.Contains(v)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Throws where the given nodes need a variable that none of them initializes.</summary>
    public static void Check(GraphFile file, bool[] reached)
    {
        if (Uninitialized(file, reached) is [var first, ..] all)
        {
            var names = string.Join(", ", all.Take(5).Select(v => $"'{v}'")) + (all.Count > 5 ? $" and {all.Count - 5} more" : "");
            throw new GraphException($"'{file.Source}' is not frozen: the fetches read the variable{(all.Count > 1 ? "s" : "")} {names}, to which nothing gives a value. "
                + "Fix: freeze the graph (convert_variables_to_constants), which puts the values into it.")
            {
                Node = first,
            };
        }
    }

    private static bool IsInitializer(string op) => op is "Assign" or "AssignVariableOp";

    private static string Name(NodeDef variable) =>
        variable.Attr.TryGetValue("shared_name", out var shared) && !shared.S.IsEmpty ? shared.S.ToStringUtf8() : variable.Name;

    private static NodeDef? Behind(NodeDef assign, GraphIndex index)
    {
        var node = assign;
        for (var i = 0; i < LongestChain && node?.Input.Count > 0; i++)
        {
            node = index.Find(NodeInput.Parse(node.Input[0]).Node);
            if (node?.Op is "Variable" or "VariableV2" or "VarHandleOp")
            {
                return node;
            }
        }

        return null;
    }
}
