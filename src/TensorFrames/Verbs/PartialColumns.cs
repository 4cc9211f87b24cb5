using TensorFrames.Columns.In;
using TensorFrames.Columns.Out;
using TensorFrames.Graphs.Segments;

namespace TensorFrames.Verbs;

/// <summary>
/// What an aggregate's partial results hold, and how they are aggregated again: each fetch through its own placeholder, but a
/// mean as a sum and, behind all fetches, a count of rows.
/// </summary>
/// <param name="Means">The fetches that are means.</param>
/// <param name="Specs">The columns.</param>
/// <param name="Feeds">The same as they are fed again, by their position among these columns.</param>
/// <param name="Fetches">The fetch of each.</param>
internal sealed record PartialColumns(IReadOnlyList<PlannedMean> Means, IReadOnlyList<FetchSpec> Specs, IReadOnlyList<PlannedFeed> Feeds, IReadOnlyList<string> Fetches)
{
    internal static PartialColumns Of(IGraphModel graph, ReducePlan plan, IReadOnlyList<string> keys)
    {
        List<PlannedMean> means = [];
        for (var i = 0; i < plan.Fetches.Count; i++)
        {
            if (graph.MeanOf(plan.Feeds[i].Spec.Placeholder, plan.Fetches[i].Name) is { } mean)
            {
                CheckAlone(graph, plan, i);
                means.Add(new PlannedMean(i, plan.Fetches.Count + means.Count, mean));
            }
        }

        List<FetchSpec> specs = [.. plan.Partials];
        List<PlannedFeed> feeds = [.. plan.PartialFeeds];
        List<string> fetches = [.. plan.Fetches.Select(f => f.Name)];
        foreach (var (fetch, _, mean) in means)
        {
            specs[fetch] = specs[fetch] with { DType = mean.Wide };
            feeds[fetch] = Feed(specs[fetch], fetch, mean.SumInput, feeds[fetch].Spec.Shape);
            fetches[fetch] = mean.Sum;
        }

        foreach (var (fetch, at, mean) in means)
        {
            specs.Add(new FetchSpec { Name = Unused($"{specs[fetch].Name}_rows", specs.Select(s => s.Name).Concat(keys)), DType = DType.Int64, Cell = new TensorShape([]) });
            feeds.Add(Feed(specs[at], at, mean.CountInput, new TensorShape(-1)));
            fetches.Add(mean.Count);
        }

        return new(means, specs, feeds, fetches);
    }

    // In pieces a mean's placeholder is fed no more, its sum's is.
    private static void CheckAlone(IGraphModel graph, ReducePlan plan, int mean)
    {
        var placeholder = plan.Feeds[mean].Spec.Placeholder;
        for (var i = 0; i < plan.Fetches.Count; i++)
        {
            if (i != mean && graph.PlaceholdersOf([plan.Fetches[i].Name]).Any(p => p.Name == placeholder))
            {
                throw new PlanException(
                    $"Fetch '{plan.Fetches[i].Name}' reads placeholder '{placeholder}', of which fetch '{plan.Fetches[mean].Name}' is the Mean: in pieces that is a sum and a count, and '{placeholder}' is not fed. "
                    + $"Fix: a placeholder of its own for '{plan.Fetches[i].Name}', or two aggregates.")
                { Tensor = placeholder };
            }
        }
    }

    private static PlannedFeed Feed(FetchSpec spec, int column, string placeholder, TensorShape shape) => new(FeedPlanner.Plan(spec.Field(), placeholder, spec.DType, shape, new FeedOptions()), column);

    private static string Unused(string name, IEnumerable<string> used)
    {
        while (used.Contains(name, StringComparer.Ordinal))
        {
            name += "_";
        }

        return name;
    }
}
