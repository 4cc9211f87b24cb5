using TensorFrames.Graphs.Proto;
using TensorFrames.Graphs.Rewriting;

namespace TensorFrames.Graphs;

/// <summary>Refuses an Exit that leaves no loop: 1.15.0 dies of one (SIGSEGV) when it runs.</summary>
internal static class LoopCheck
{
    public static void Run(GraphDef def, OpLookup ops, string source)
    {
        foreach (var body in GraphBody.Of(def))
        {
            BodyNodes? nodes = null;
            foreach (var exit in body.Nodes.Where(n => n.Op is "Exit" or "RefExit"))
            {
                if (!IsEntered(exit, nodes ??= new(body, ops)))
                {
                    throw new GraphException($"'{source}': {body.Describe(exit)} ({exit.Op}) leaves a loop that nothing enters. Fix: build the graph with while_loop.") { Node = exit.Name };
                }
            }
        }
    }

    private static bool IsEntered(NodeDef exit, BodyNodes nodes)
    {
        var open = new Stack<NodeDef>([exit]);
        var seen = new HashSet<NodeDef>(ReferenceEqualityComparer.Instance);
        while (open.TryPop(out var node))
        {
            foreach (var input in node.Input.Select(NodeInput.Parse).Where(i => !i.IsControl))
            {
                if (nodes.Find(input.Node) is { } next && seen.Add(next))
                {
                    if (next.Op is "Enter" or "RefEnter")
                    {
                        return true;
                    }

                    open.Push(next);
                }
            }
        }

        return false;
    }
}
