using Apache.Arrow;
using TensorFrames.Columns.In;
using TensorFrames.Columns.Out;

namespace TensorFrames.Verbs;

/// <summary>Binds a graph to a schema by TensorFrames' naming rules of reduces, and says before any run what does not fit.</summary>
internal static class ReducePlanner
{
    internal static ReducePlan Plan(IGraphModel graph, Schema input, ReduceOptions reduce, bool byRows) =>
        Plan(graph, input, reduce, byRows, byRows ? "ReduceRows" : "ReduceBlocks");

    /// <summary>The same for a verb that is called so in errors.</summary>
    internal static ReducePlan Plan(IGraphModel graph, Schema input, ReduceOptions reduce, bool byRows, string verb)
    {
        var options = reduce.ToMap();
        var fetches = MapPlanner.Fetches(graph, options);
        var placeholders = ReduceNames.Placeholders(graph, fetches, options, byRows, verb);
        Refuse(options, byRows);
        List<PlannedFeed> feeds = [];
        for (var i = 0; i < placeholders.Count; i++)
        {
            var fetch = fetches[i % fetches.Count];
            MapPlanner.CheckDType(fetch, options);
            CheckFits(fetch, placeholders[i], byRows);
            var pair = placeholders.Where((_, j) => j % fetches.Count == i % fetches.Count);
            feeds.Add(FeedBinder.Feed(placeholders[i], GivenShapes.BlockOf(placeholders[i], options, byRows), input, ColumnOf(fetch, pair, input, options), options, perRow: byRows));
        }

        FetchSpec[] specs = [.. fetches.Select((f, i) => MapPlanner.SpecOf(f, CellOf(f, feeds.Where((_, j) => j % fetches.Count == i), options), options))];
        FetchSpec[] partials = [.. specs.Select(s => new FetchSpec { Name = s.Name, DType = s.DType, Cell = s.Cell, Binary = s.DType == DType.String })];
        var partialFeeds = placeholders.Select((p, i) => new PlannedFeed(
            FeedPlanner.Plan(partials[i % partials.Length].Field(), p.Name, p.DType, GivenShapes.BlockOf(p, options, byRows), new FeedOptions { IsPerRow = byRows }), i % partials.Length));
        return new ReducePlan(byRows, feeds, fetches, specs, partials, [.. partialFeeds], options)
        {
            Constants = ConstantBinder.Bind(FetchList.Fed(graph, fetches, options.Constants.Keys), options),
        };
    }

    private static void Refuse(MapOptions options, bool byRows)
    {
        if (options.Masks.FirstOrDefault() is { } mask)
        {
            throw new PlanException($"'{mask}' is named as a mask of nulls: a reduce feeds results back in, which have no nulls, and so has no masks. Fix: fill the nulls, or map them to values before.") { Tensor = mask };
        }

        if (byRows && options.NoCopy)
        {
            throw new PlanException("ReduceRows copies each cell it feeds: TensorFlow borrows only what begins on a 64-byte boundary. Fix: ReduceBlocks, or allow copies.");
        }
    }

    private static void CheckFits(GraphTensor fetch, GraphTensor placeholder, bool byRows)
    {
        var (name, shape) = (placeholder.Name, placeholder.Shape);
        if (placeholder.DType != fetch.DType)
        {
            throw Error(fetch, placeholder, $"{placeholder.DType.Name()} is not {fetch.DType.Name()}", $"a result of {placeholder.DType.Name()} (a Cast), or a placeholder of {fetch.DType.Name()}");
        }

        if (!byRows && shape.Rank == 0)
        {
            throw Error(fetch, placeholder, "the placeholder is a scalar, a block of rows is not", $"a leading dimension for '{name}', {(fetch.Shape.HasRank ? fetch.Shape.WithRows(-1) : "[?,…]")}");
        }

        if (!byRows && shape.HasRank && shape[0] >= 0)
        {
            throw Error(fetch, placeholder, $"the placeholder takes {shape[0]} rows, a block has any number", $"an open leading size for '{name}', {shape.Cell.WithRows(-1)}");
        }

        var cell = byRows ? shape : shape.Cell;
        if (!cell.Fits(fetch.Shape))
        {
            throw Error(fetch, placeholder, $"the result is {fetch.Shape}, a cell fed to it {cell}", "a result of the cell's shape (a reduction over axis 0 only)");
        }
    }

    private static int ColumnOf(GraphTensor fetch, IEnumerable<GraphTensor> placeholders, Schema input, MapOptions options)
    {
        string[] mapped = [.. placeholders.Select(p => options.Feeds.GetValueOrDefault(p.Name)).OfType<string>().Distinct(StringComparer.Ordinal)];
        var names = string.Join(" and ", placeholders.Select(p => $"'{p.Name}'"));
        if (mapped.Length > 1)
        {
            throw new PlanException($"Placeholders {names} are fed from columns '{mapped[0]}' and '{mapped[1]}': the result so far and the next row are of one column. Fix: the same column for both.") { Column = mapped[1] };
        }

        var column = mapped.FirstOrDefault() ?? ReduceNames.Base(fetch);
        return mapped.Length > 0 || input.FieldsList.Any(f => f.Name == column) ? MapPlanner.IndexOf(input, column) : throw new PlanException(
            $"Fetch '{fetch.Name}' ({fetch.DType.Name()} {fetch.Shape}) reduces column '{column}', and the table has none. It has: {MapPlanner.ColumnList(input)}. "
            + $"Fix: feed {names} from one of these (Feeds, --feed {placeholders.First().Name}=COLUMN).")
        { Column = column, Tensor = fetch.Name };
    }

    // A result is fed again, so it has what is known of its placeholders' cells; the rank at least is the column's.
    private static TensorShape CellOf(GraphTensor fetch, IEnumerable<PlannedFeed> feeds, MapOptions options)
    {
        var cell = fetch.Shape;
        foreach (var feed in feeds)
        {
            var fed = feed.Spec.Shape.Cell;
            cell = cell.Fits(fed) ? cell.Merge(fed) : throw MapPlanner.Error(fetch, $"it is reduced through placeholders of {cell} and {fed}", "placeholders of one shape");
        }

        cell = MapPlanner.CellOf(fetch, cell, options);
        if (cell.HasRank)
        {
            return cell;
        }

        var sizes = new long[(feeds.First().Spec.Column.Tensor ?? feeds.First().Spec.Column.Cell).Rank];
        System.Array.Fill(sizes, -1);
        return new TensorShape(sizes);
    }

    private static PlanException Error(GraphTensor fetch, GraphTensor placeholder, string why, string fix) =>
        new($"Fetch '{fetch.Name}' ({fetch.DType.Name()} {fetch.Shape}) cannot be reduced through placeholder '{placeholder.Name}' ({placeholder.DType.Name()} {placeholder.Shape}): {why}. Fix: {fix}.")
        { Tensor = fetch.Name };
}
