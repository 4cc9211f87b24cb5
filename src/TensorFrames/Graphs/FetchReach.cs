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
}
