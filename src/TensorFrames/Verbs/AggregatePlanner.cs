using Apache.Arrow;
using TensorFrames.Aggregation;

namespace TensorFrames.Verbs;

/// <summary>Binds keys and a graph to a schema: the graph as ReduceBlocks binds it.</summary>
internal static class AggregatePlanner
{
    internal static AggregatePlan Plan(IGraphModel graph, Schema input, IReadOnlyList<string> keys, AggregateOptions options)
    {
        var columns = Keys(input, keys);
        CheckOptions(options);
        var reduce = ReducePlanner.Plan(graph, input, options, byRows: false, "Aggregate");
        CheckNames(columns, reduce.Fetches);
        return new AggregatePlan(columns, reduce, PartialColumns.Of(graph, reduce, keys), options);
    }

    /// <summary>The key columns by these names.</summary>
    /// <exception cref="PlanException">There is none, one is not in the table, named twice, or of a type that is no key.</exception>
    internal static IReadOnlyList<KeyColumn> Keys(Schema input, IReadOnlyList<string> keys)
    {
        if (keys.Count == 0)
        {
            throw new PlanException($"GroupBy names no column. The table has: {MapPlanner.ColumnList(input)}. Fix: name what to group by (GroupBy, --key), or reduce all rows to one (ReduceBlocks).");
        }

        return keys.GroupBy(k => k, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { Key: var twice }
            ? throw new PlanException($"Column '{twice}' is named twice among the keys. Fix: name it once.") { Column = twice }
            : [.. keys.Select(k => MapPlanner.IndexOf(input, k)).Select(i => KeyColumn.Of(input.FieldsList[i], i))];
    }

    private static void CheckOptions(AggregateOptions options)
    {
        if (options.NoCopy)
        {
            throw new PlanException("Aggregate gathers the rows of each group, which is a copy. Fix: allow copies.");
        }

        if (options.MemoryLimit < 1)
        {
            throw new PlanException($"MemoryLimit is {options.MemoryLimit}. Fix: at least 1 byte; 1 GiB is the default (MemoryLimit, --memory-limit).");
        }
    }

    private static void CheckNames(IReadOnlyList<KeyColumn> keys, IReadOnlyList<GraphTensor> fetches)
    {
        foreach (var fetch in fetches)
        {
            if (keys.Any(k => k.Field.Name == fetch.Name))
            {
                throw new PlanException(
                    $"Fetch '{fetch.Name}' ({fetch.DType.Name()} {fetch.Shape}) would be a column of the name that a key has (keys: {string.Join(", ", keys.Select(k => k.Field.Name))}). "
                    + $"Fix: rename the key's column, or name the graph's result otherwise and feed it from that column (Feeds, --feed NAME_input={fetch.Name}).")
                { Column = fetch.Name, Tensor = fetch.Name };
            }
        }
    }
}
