using Apache.Arrow;
using TensorFrames.Columns.In;
using TensorFrames.Columns.Out;

namespace TensorFrames.Verbs;

/// <summary>Binds a graph to a schema by TensorFrames' naming and ordering rules, and says before any run what does not fit.</summary>
internal static class MapPlanner
{
    internal static MapPlan Plan(IGraphModel graph, Schema input, MapOptions options, bool trimmed) =>
        Plan(graph, input, options, trimmed ? MapKind.Trimmed : MapKind.Blocks);

    internal static MapPlan Plan(IGraphModel graph, Schema input, MapOptions options, MapKind kind)
    {
        var trimmed = kind == MapKind.Trimmed;
        var fetches = Fetches(graph, options);
        CheckNames(input, fetches, options, trimmed);
        var (feeds, constants) = FeedBinder.Bind(graph, input, fetches, options, kind);
        var specs = fetches.Select(f => Spec(f, options, kind)).ToArray();
        return new MapPlan(input, feeds, fetches, specs, Kept(input, options, trimmed), kind, options) { Constants = constants };
    }

    /// <summary>The column of a fetch whose cell shape is <paramref name="cell"/>.</summary>
    internal static FetchSpec SpecOf(GraphTensor fetch, TensorShape cell, MapOptions options) => new()
    {
        Name = fetch.Name,
        DType = fetch.DType,
        Cell = cell,
        Binary = options.Binary.Contains(fetch.Name),
        AsFixedShapeTensor = options.FixedShapeTensors,
        AsVector = options.Vectors.Contains(fetch.Name),
        AsSparkType = options.SparkTypes,
    };

    /// <summary>The fetches in the order of their columns; the options about them are checked to name one of these.</summary>
    internal static List<GraphTensor> Fetches(IGraphModel graph, MapOptions options)
    {
        if (options.SparkTypes && options.FixedShapeTensors)
        {
            throw new PlanException("Spark has no arrow.fixed_shape_tensor columns. Fix: one of SparkTypes and FixedShapeTensors.");
        }

        var fetches = FetchList.Of(graph, options.Fetches);
        fetches.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        for (var i = 1; i < fetches.Count; i++)
        {
            if (fetches[i].Name == fetches[i - 1].Name)
            {
                throw new PlanException($"Fetch '{fetches[i].Name}' is named twice. Fix: name it once.") { Tensor = fetches[i].Name };
            }
        }

        CheckOptionNames(graph, fetches, options);
        return fetches;
    }

    private static FetchSpec? Spec(GraphTensor fetch, MapOptions options, MapKind kind)
    {
        CheckDType(fetch, options);
        if (fetch.Shape.Rank == 0 && kind != MapKind.Rows)
        {
            throw Error(fetch, "it is a scalar and has no rows", kind == MapKind.Trimmed ? "give it a leading dimension (ExpandDims), or use ReduceBlocks" : "ReduceBlocks, which gives one result for all rows");
        }

        var cell = CellOf(fetch, kind == MapKind.Rows ? fetch.Shape : fetch.Shape.Cell, options);
        return cell.HasRank ? SpecOf(fetch, cell, options)
            : !options.SparkTypes ? null
            : throw Error(fetch, "Spark must know its column's type before any task runs, and the graph leaves its rank open", $"give its cell shape (Shapes, --shape {fetch.Name}=…)");
    }

    internal static void CheckDType(GraphTensor fetch, MapOptions options)
    {
        if (!fetch.DType.HasColumns())
        {
            throw Error(fetch, "no column holds this dtype", "fetch what is computed from it (a Cast, Real or Imag node)");
        }

        if (options.Binary.Contains(fetch.Name) && fetch.DType != DType.String)
        {
            throw Error(fetch, "only a string fetch can hold bytes", "leave it out of Binary (--binary)");
        }
    }

    /// <summary>The cell shape that the graph infers, with what the options say of it.</summary>
    internal static TensorShape CellOf(GraphTensor fetch, TensorShape inferred, MapOptions options)
    {
        var cell = options.Shapes.TryGetValue(fetch.Name, out var given) ? Merge(fetch, inferred, given) : inferred;
        return options.Vectors.Contains(fetch.Name) ? VectorCell(fetch, cell) : cell;
    }

    private static TensorShape VectorCell(GraphTensor fetch, TensorShape cell)
    {
        if (fetch.DType is not (DType.Float64 or DType.Float32))
        {
            throw Error(fetch, "an MLlib vector holds float64", "fetch a Cast of it to float64, or leave it out of Vectors (--vector)");
        }

        return !cell.HasRank ? new TensorShape(-1)
            : cell.Rank == 1 ? cell
            : throw Error(fetch, $"an MLlib vector has one dimension, its cells are {cell}", "fetch a Reshape of it to [-1, n], or leave it out of Vectors (--vector)");
    }

    private static TensorShape Merge(GraphTensor fetch, TensorShape inferred, TensorShape given)
    {
        return inferred.Fits(given) ? given.Merge(inferred)
            : throw Error(fetch, $"its cells are not {given}", $"a cell shape that fits {inferred} (Shapes, --shape {fetch.Name}=…)");
    }

    private static void CheckOptionNames(IGraphModel graph, List<GraphTensor> fetches, MapOptions options)
    {
        var names = fetches.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        var shaped = options.Shapes.Keys.Where(n => !graph.Placeholders.Any(p => p.Name == n));
        foreach (var name in shaped.Concat(options.Binary).Concat(options.Vectors).Where(n => !names.Contains(n)))
        {
            throw new PlanException($"'{name}' is not among the fetches ({string.Join(", ", names)}). Fix: name a fetch as it is written there{(options.Shapes.ContainsKey(name) ? ", or a placeholder" : "")}.") { Tensor = name };
        }
    }

    private static void CheckNames(Schema input, List<GraphTensor> fetches, MapOptions options, bool trimmed)
    {
        var standing = trimmed || options.Keep is null ? input.FieldsList.Select(f => f.Name) : options.Keep;
        var columns = standing.ToHashSet(StringComparer.Ordinal);
        foreach (var fetch in fetches)
        {
            if (columns.Contains(fetch.Name))
            {
                throw new PlanException(
                    $"Fetch '{fetch.Name}' would be a column that the table already has (columns: {ColumnList(input)}). "
                    + (trimmed ? $"Fix: rename that column{OtherName(fetch)}." : $"Fix: drop or rename that column (Keep, --keep){OtherName(fetch)}."))
                { Column = fetch.Name, Tensor = fetch.Name };
            }
        }
    }

    // A column is named as its fetch is written, and a first output can be written in two ways.
    private static string OtherName(GraphTensor fetch) => fetch.Name.Contains(':', StringComparison.Ordinal) ? "" : $", or write the fetch '{fetch.Name}:0'";

    private static int[] Kept(Schema input, MapOptions options, bool trimmed)
    {
        if (trimmed)
        {
            return options.Keep is { Count: > 0 }
                ? throw new PlanException("A trimmed map keeps no input column, since its rows are not the input's. Fix: leave out Keep (--keep), or use MapBlocks.")
                : [];
        }

        if (options.Keep is null)
        {
            return [.. Enumerable.Range(0, input.FieldsList.Count)];
        }

        return options.Keep.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { Key: var twice }
            ? throw new PlanException($"Column '{twice}' is named twice among those kept. Fix: name it once.") { Column = twice }
            : [.. options.Keep.Select(name => IndexOf(input, name)).Order()];
    }

    internal static int IndexOf(Schema input, string column)
    {
        int[] found = [.. Enumerable.Range(0, input.FieldsList.Count).Where(i => input.FieldsList[i].Name == column)];
        if (found.Length == 1)
        {
            return found[0];
        }

        throw found.Length > 1 ? new PlanException($"The table has {found.Length} columns of the name '{column}'. Fix: rename all but one.") { Column = column }
            : new PlanException($"The table has no column '{column}'. It has: {ColumnList(input)}. Fix: name one of these.") { Column = column };
    }

    internal static string ColumnList(Schema input) => input.FieldsList.Count == 0 ? "none" : string.Join(", ", input.FieldsList.Select(f => f.Name));

    internal static PlanException Error(GraphTensor fetch, string why, string fix) =>
        new($"Fetch '{fetch.Name}' ({fetch.DType.Name()} {fetch.Shape}) cannot be a column: {why}. Fix: {fix}.") { Tensor = fetch.Name };
}
