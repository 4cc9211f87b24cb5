namespace TensorFrames.Graphs;

/// <summary>
/// Finds a loop that no NextIteration closes: TensorFlow cannot order its nodes. Works without recursion, so that a chain
/// of a million nodes is as good as a short one.
/// </summary>
internal static class CycleCheck
{
    private const int Shown = 8;

    public static void Run(GraphIndex index, string source)
    {
        var waiting = new int[index.Nodes.Count];
        var consumers = Consumers(index, waiting);
        var ready = new Stack<int>();
        for (var i = 0; i < waiting.Length; i++)
        {
            if (waiting[i] == 0)
            {
                ready.Push(i);
            }
        }

        var done = 0;
        for (; ready.TryPop(out var number); done++)
        {
            foreach (var consumer in consumers[number] ?? [])
            {
                if (--waiting[consumer] == 0)
                {
                    ready.Push(consumer);
                }
            }
        }

        if (done != waiting.Length)
        {
            var loop = Loop(index, waiting);
            var names = string.Join(" <- ", loop.Take(Shown).Select(n => $"'{index.Nodes[n].Name}' ({index.Nodes[n].Op})"))
                + (loop.Count > Shown ? $" <- … ({loop.Count} nodes)" : "");
            throw new GraphException($"'{source}': the graph has a cycle that goes through no NextIteration: {names}.")
            {
                Node = index.Nodes[loop[0]].Name,
            };
        }
    }

    private static bool ClosesLoop(string op) => op is "NextIteration" or "RefNextIteration";

    private static List<int>?[] Consumers(GraphIndex index, int[] waiting)
    {
        var consumers = new List<int>?[waiting.Length];
        for (var i = 0; i < waiting.Length; i++)
        {
            foreach (var input in index.InputsOf(i))
            {
                if (!ClosesLoop(index.Nodes[input].Op))
                {
                    (consumers[input] ??= []).Add(i);
                    waiting[i]++;
                }
            }
        }

        return consumers;
    }

    // Every node that still waits has an input that still waits: following those must come back to a node seen before.
    private static List<int> Loop(GraphIndex index, int[] waiting)
    {
        var path = new List<int>();
        var seen = new Dictionary<int, int>();
        var at = Array.FindIndex(waiting, w => w > 0);
        while (seen.TryAdd(at, path.Count))
        {
            path.Add(at);
            foreach (var input in index.InputsOf(at))
            {
                if (waiting[input] > 0 && !ClosesLoop(index.Nodes[input].Op))
                {
                    at = input;
                    break;
                }
            }
        }

        return path[seen[at]..];
    }
}
