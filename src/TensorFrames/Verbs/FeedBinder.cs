using Apache.Arrow;
using TensorFrames.Columns.In;

namespace TensorFrames.Verbs;

/// <summary>Finds the column of each placeholder that the fetches reach: by the explicit map, else by the placeholder's name.</summary>
internal static class FeedBinder
{
    internal static (List<PlannedFeed> Feeds, List<ConstantFeed> Constants) Bind(IGraphModel graph, Schema input, IReadOnlyList<GraphTensor> fetches, MapOptions options, MapKind kind)
    {
        CheckNames(graph, options);
        var fed = FetchList.Fed(graph, fetches, options.Feeds.Keys.Concat(options.Masks).Concat(options.Constants.Keys));
        var constants = ConstantBinder.Bind(fed, options);
        var reached = fed.Where(p => !options.Constants.ContainsKey(p.Name)).ToList();
        var masks = Masks(reached, input, options);
        List<PlannedFeed> feeds = [];
        foreach (var placeholder in reached)
        {
            var isMask = masks.TryGetValue(placeholder.Name, out var column);
            if (!isMask)
            {
                column = ColumnOf(placeholder, input, options);
            }

            var block = GivenShapes.BlockOf(placeholder, options, perRow: kind == MapKind.Rows);
            feeds.Add(Feed(placeholder, block, input, column, options, isMask, perRow: kind == MapKind.Rows));
        }

        return (feeds, constants);
    }

    /// <summary>The column as a feed of blocks of this shape.</summary>
    internal static PlannedFeed Feed(GraphTensor placeholder, TensorShape block, Schema input, int column, MapOptions options, bool isMask = false, bool perRow = false)
    {
        var feedOptions = new FeedOptions
        {
            IsMask = isMask,
            Nulls = options.Nulls.GetValueOrDefault(placeholder.Name, options.DefaultNulls),
            Widen = options.Widen,
            DecimalsAsDouble = options.DecimalsAsDouble,
            SparkTypes = options.SparkTypes,
            IsPerRow = perRow,
        };
        return new PlannedFeed(FeedPlanner.Plan(input.FieldsList[column], placeholder.Name, placeholder.DType, block, feedOptions), column);
    }

    private static int ColumnOf(GraphTensor placeholder, Schema input, MapOptions options)
    {
        if (options.Feeds.TryGetValue(placeholder.Name, out var mapped))
        {
            return MapPlanner.IndexOf(input, mapped);
        }

        return input.FieldsList.Any(f => f.Name == placeholder.Name) ? MapPlanner.IndexOf(input, placeholder.Name) : throw new PlanException(
            $"Placeholder '{placeholder.Name}' ({placeholder.DType.Name()} {placeholder.Shape}) has no column. The table has: {MapPlanner.ColumnList(input)}. "
            + $"Fix: feed it from one of these (Feeds, --feed {placeholder.Name}=COLUMN), or give it a value (Constants, --const {placeholder.Name}=VALUE).")
        { Tensor = placeholder.Name };
    }

    private static PlanException Mask(string mask, string why, string fix) => new($"Placeholder '{mask}': {why}. Fix: {fix}.") { Tensor = mask };

    /// <summary>Every placeholder that the options name is one of the graph.</summary>
    internal static void CheckNames(IGraphModel graph, MapOptions options)
    {
        var known = graph.Placeholders.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in options.Feeds.Keys.Concat(options.Nulls.Keys).Concat(options.Constants.Keys).Where(n => !known.Contains(n)))
        {
            throw graph.UnknownPlaceholder(name);
        }

        ConstantBinder.CheckNames(options);
    }

    // Mask placeholder → the column whose nulls it shows.
    private static Dictionary<string, int> Masks(IReadOnlyList<GraphTensor> reached, Schema input, MapOptions options)
    {
        var masks = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var placeholder in reached)
        {
            if (options.Nulls.GetValueOrDefault(placeholder.Name, options.DefaultNulls) is not NullPolicy.MaskTo { Placeholder: var mask })
            {
                continue;
            }

            if (mask == placeholder.Name)
            {
                // As the default for all, it speaks of the others.
                if (options.Nulls.ContainsKey(mask))
                {
                    throw Mask(mask, "it cannot be the mask of itself", "name another placeholder, of dtype bool");
                }

                continue;
            }

            if (options.Feeds.TryGetValue(mask, out var fed))
            {
                throw Mask(mask, $"it is both the mask of '{placeholder.Name}' and fed from column '{fed}'", "one of the two");
            }

            if (masks.ContainsKey(mask))
            {
                throw Mask(mask, $"it is the mask of '{placeholder.Name}' and of another placeholder", "a mask for each");
            }

            if (!reached.Any(p => p.Name == mask))
            {
                throw new PlanException($"The mask of '{placeholder.Name}' has no placeholder '{mask}' that the fetches reach. Fix: name a bool placeholder of the graph.") { Tensor = mask };
            }

            masks[mask] = ColumnOf(placeholder, input, options);
        }

        return masks;
    }
}
