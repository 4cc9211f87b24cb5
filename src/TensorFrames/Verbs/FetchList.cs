using TensorFrames.Graphs;

namespace TensorFrames.Verbs;

/// <summary>The fetches of one run, resolved: those named, or the graph's open ends where none is.</summary>
internal static class FetchList
{
    /// <exception cref="PlanException">A fetch is unknown, or there is none.</exception>
    internal static List<GraphTensor> Of(IGraphModel graph, IReadOnlyList<string> names)
    {
        List<GraphTensor> fetches = names.Count == 0 ? [.. graph.Outputs] : [.. names.Select(graph.Fetch)];
        return fetches.Count > 0 ? fetches
            : throw new PlanException("The graph has no numeric, bool or string output that nobody consumes. Fix: name what to fetch (Fetches, --fetch).");
    }

    /// <summary>The placeholders that a run of these fetches feeds: those without a value of their own, and those named.</summary>
    /// <exception cref="PlanException">One of them is fetched, which TensorFlow refuses.</exception>
    internal static IReadOnlyList<GraphTensor> Fed(IGraphModel graph, IReadOnlyList<GraphTensor> fetches, IEnumerable<string> named)
    {
        var reached = graph.PlaceholdersOf([.. fetches.Select(f => f.Name)]).Where(p => !p.HasDefault || named.Contains(p.Name, StringComparer.Ordinal)).ToList();
        return fetches.FirstOrDefault(f => reached.Exists(p => p.Name == TensorName.Parse(f.Name).Operation)) is not { } both ? reached
            : throw new PlanException($"Fetch '{both.Name}' ({both.DType.Name()} {both.Shape}) is a placeholder, both fed and fetched. Fix: keep its column (Keep, --keep).") { Tensor = both.Name };
    }
}
