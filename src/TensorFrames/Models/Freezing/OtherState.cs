using TensorFrames.Graphs.Proto;
using TensorFrames.Models.Values;

namespace TensorFrames.Models.Freezing;

/// <summary>
/// What a graph may read that lives in no file of its model: tables of other kinds than <see cref="TableFolding"/> fills, queues,
/// readers, iterators. In a frozen graph they would be empty.
/// </summary>
internal static class OtherState
{
    /// <exception cref="GraphException">The graph has an op of these.</exception>
    public static void Refuse(FreezeGraph graph)
    {
        foreach (var body in graph.Bodies)
        {
            // An iterator that the same body fills begins anew in each run.
            var fills = body.Nodes.Any(n => n.Op == "MakeIterator");
            foreach (var node in body.Nodes)
            {
                if (node.Op.Contains("HashTable", StringComparison.Ordinal) && !Resource.IsTable(node.Op))
                {
                    throw new GraphException($"The lookup table '{Resource.NameOf(node)}' ({node.Op}) is of a kind whose entries are not put into a frozen graph (HashTable and MutableHashTable are). Fix: fetch what does not read it.") { Node = node.Name };
                }

                if (Takes(node.Op) && !(fills && node.Op.StartsWith("IteratorGetNext", StringComparison.Ordinal)))
                {
                    throw new GraphException($"Node '{node.Name}' ({node.Op}) takes its values from {What(node.Op)} that other runs fill, so it cannot be frozen. Fix: feed what it gives (Graph's feeds, --feed '{node.Name}'), or fetch what does not need it.") { Node = node.Name };
                }
            }
        }
    }

    private static bool Takes(string op) =>
        op.StartsWith("QueueDequeue", StringComparison.Ordinal) || op.StartsWith("ReaderRead", StringComparison.Ordinal) || op.StartsWith("IteratorGetNext", StringComparison.Ordinal);

    private static string What(string op) => op[0] switch { 'Q' => "a queue", 'R' => "a reader", _ => "an iterator" };
}
