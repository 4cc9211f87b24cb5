using Google.Protobuf.Collections;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs;

/// <summary>
/// Refuses functions that call themselves without a condition, directly or through others: TensorFlow inlines calls and would
/// never end, until the process is out of memory or stack. Calls from branches that are not lowered may recur: they end.
/// </summary>
internal static class RecursionCheck
{
    public static void Run(GraphDef def, string source)
    {
        var bodies = new Dictionary<string, FunctionDef>(StringComparer.Ordinal);
        foreach (var function in def.Library?.Function ?? [])
        {
            bodies.TryAdd(function.Signature?.Name ?? "", function);
        }

        // Callees first: a function is done when everything it calls is. What is left calls itself.
        var waiting = bodies.ToDictionary(b => b.Key, b => Callees(b.Value.NodeDef, bodies), StringComparer.Ordinal);
        while (waiting.Where(w => w.Value.All(callee => !waiting.ContainsKey(callee))).Select(w => w.Key).ToList() is { Count: > 0 } done)
        {
            done.ForEach(name => waiting.Remove(name));
        }

        // A recursive function that nothing calls harms nobody.
        if (Reached(def, bodies).FirstOrDefault(waiting.ContainsKey) is { } recursive)
        {
            throw new GraphException($"'{source}': function '{recursive}' calls itself without end, through {string.Join(", ", waiting[recursive].Where(waiting.ContainsKey).Select(c => $"'{c}'"))}. "
                + "Fix: build the graph without recursion.")
            {
                Node = recursive,
            };
        }
    }

    private static HashSet<string> Reached(GraphDef def, Dictionary<string, FunctionDef> bodies)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(Callees(def.Node, bodies));
        while (open.TryPop(out var name))
        {
            if (reached.Add(name))
            {
                foreach (var callee in Callees(bodies[name].NodeDef, bodies))
                {
                    open.Push(callee);
                }
            }
        }

        return reached;
    }

    private static HashSet<string> Callees(RepeatedField<NodeDef> nodes, Dictionary<string, FunctionDef> bodies)
    {
        var callees = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            callees.Add(node.Op);
            if (node.Op is "PartitionedCall" or "StatefulPartitionedCall" || (node.Attr.TryGetValue("_lower_using_switch_merge", out var lowered) && lowered.B))
            {
                callees.UnionWith(node.Attr.Values.Where(v => v.ValueCase == AttrValue.ValueOneofCase.Func).Select(v => v.Func.Name));
            }
        }

        callees.IntersectWith(bodies.Keys);
        return callees;
    }
}
