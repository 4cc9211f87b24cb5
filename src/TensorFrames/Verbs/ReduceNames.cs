using TensorFrames.Graphs;

namespace TensorFrames.Verbs;

/// <summary>TensorFrames' names: fetch <c>z</c> is fed by <c>z_input</c>, or by <c>z_1</c> (the result so far) and <c>z_2</c> (the next row).</summary>
internal static class ReduceNames
{
    private static readonly string[] s_blocks = ["_input"];
    private static readonly string[] s_rows = ["_1", "_2"];

    /// <summary>The placeholders of each fetch, first those of one suffix for all fetches, then those of the next.</summary>
    /// <exception cref="PlanException">One is missing, or the fetches reach another placeholder.</exception>
    internal static List<GraphTensor> Placeholders(IGraphModel graph, IReadOnlyList<GraphTensor> fetches, MapOptions options, bool byRows, string verb)
    {
        CheckBases(fetches);
        List<GraphTensor> found = [];
        foreach (var suffix in byRows ? s_rows : s_blocks)
        {
            foreach (var fetch in fetches)
            {
                var name = Base(fetch) + suffix;
                found.Add(graph.Placeholders.FirstOrDefault(p => p.Name == name) ?? throw Missing(graph, fetch, name, byRows, verb));
            }
        }

        var names = found.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var fed = FetchList.Fed(graph, fetches, names.Concat(options.Constants.Keys));
        if (fed.FirstOrDefault(p => !names.Contains(p.Name) && !options.Constants.ContainsKey(p.Name)) is { } stray)
        {
            throw new PlanException(
                $"Placeholder '{stray.Name}' ({stray.DType.Name()} {stray.Shape}) belongs to no fetch: {Rule(byRows, verb)}; a reduce feeds no others from columns. "
                + $"Fix: give it a value (Constants, --const {stray.Name}=VALUE), or fetch what it is named after.")
            { Tensor = stray.Name };
        }

        FeedBinder.CheckNames(graph, options);
        if (options.Constants.Keys.FirstOrDefault(names.Contains) is { } reduced)
        {
            throw new PlanException($"Placeholder '{reduced}' is a constant (Constants, --const), but {Rule(byRows, verb)}. Fix: leave it to the rows.") { Tensor = reduced };
        }

        if (options.Constants.Keys.FirstOrDefault(n => !fed.Any(p => p.Name == n)) is { } unreached)
        {
            throw new PlanException($"Placeholder '{unreached}' is a constant (Constants, --const), but these fetches do not reach it: {string.Join(", ", fetches.Select(f => $"'{f.Name}'"))}. Fix: fetch what it is for, or leave it out.") { Tensor = unreached };
        }

        return options.Feeds.Keys.Concat(options.Nulls.Keys).FirstOrDefault(n => !names.Contains(n)) is not { } unused ? found
            : throw new PlanException($"Placeholder '{unused}' is named, but these fetches are reduced through {string.Join(", ", names.Select(n => $"'{n}'"))}. Fix: name one of these, or leave it out.") { Tensor = unused };
    }

    /// <summary>The name that a fetch's column and placeholders are called after: its operation's, and <c>z_k</c> for output k of z.</summary>
    internal static string Base(GraphTensor fetch)
    {
        var name = TensorName.Parse(fetch.Name);
        return name.Index == 0 ? name.Operation : $"{name.Operation}_{name.Index}";
    }

    // Output 1 of z and an operation z_1 would be reduced through the same placeholders.
    private static void CheckBases(IReadOnlyList<GraphTensor> fetches)
    {
        if (fetches.GroupBy(Base, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } alike)
        {
            throw new PlanException($"Fetches '{alike.First().Name}' and '{alike.Last().Name}' are both named after '{alike.Key}', and so are their placeholders. Fix: fetch an Identity of one of them.") { Tensor = alike.Last().Name };
        }
    }

    private static PlanException Missing(IGraphModel graph, GraphTensor fetch, string name, bool byRows, string verb)
    {
        var has = graph.Placeholders.Count == 0 ? "none" : string.Join(", ", graph.Placeholders.Select(p => $"{p.Name} ({p.DType.Name()} {p.Shape})"));
        var wanted = fetch.Shape.HasRank ? (byRows ? fetch.Shape : fetch.Shape.WithRows(-1)).ToString() : byRows ? "the shape of a cell" : "a cell's shape with a leading ?";
        return new PlanException(
            $"Fetch '{fetch.Name}' ({fetch.DType.Name()} {fetch.Shape}) needs the placeholder '{name}' ({fetch.DType.Name()}, {wanted}): {Rule(byRows, verb)}. "
            + $"The graph's placeholders: {has}. Fix: name them so, or fetch what they are named after.")
        { Tensor = name };
    }

    private static string Rule(bool byRows, string verb) => byRows
        ? $"{verb} reduces fetch z through z_1, the result so far, and z_2, the next row"
        : $"{verb} reduces fetch z through z_input, a block of rows";
}
