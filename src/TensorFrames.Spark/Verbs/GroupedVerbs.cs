using TensorFrames.Spark.Verbs;

namespace TensorFrames.Spark;

/// <summary>TensorFrames' aggregate over groups of a DataFrame's rows: any graph is the reducer.</summary>
public static class GroupedVerbs
{
    /// <summary>
    /// Reduces each group's rows to one with a graph that reduces a block: fetch <c>z</c> is made of placeholder
    /// <c>z_input</c>, which has one more, leading and open dimension and is fed from column <c>z</c>. Each partition is
    /// aggregated by itself; its groups' results then go where their keys belong and are reduced again there, so the graph must
    /// give f(f(a), f(b)) = f(a and b), or a fetch be the Mean of its placeholder over axis 0, which travels as a sum and a count; what is shuffled follows groups, not rows. A group of one row is that row. Null keys
    /// are a group; all NaN are one key, and 0 and -0.
    /// </summary>
    /// <param name="grouped">Rows grouped by columns, which are named as they are: <c>GroupBy("a", "b")</c>.</param>
    /// <param name="graph">The graph; shipped once a session.</param>
    /// <param name="options">Feeds, fetches, nulls, shapes, and what each task may hold in memory. Column types are Spark's always.</param>
    /// <param name="executors">Blocks.</param>
    /// <returns>The keys in the order given, then the fetches, sorted by name; groups in any order.</returns>
    /// <exception cref="PlanException">At once: a key is no column's name. At the first action: keys, graph, columns and options do not fit together.</exception>
    public static DataFrame Aggregate(this GroupedData grouped, Graph graph, AggregateOptions options, ExecutorOptions? executors = null)
    {
        ArgumentNullException.ThrowIfNull(grouped);
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(options);
        var asked = DataFrameVerbs.Checked(executors);
        return asked.Form == MapForm.FedColumns
            ? throw new PlanException("An aggregate cannot run as a function of the fed columns, which gives a value a row. Fix: MapForm.Rows, or Automatic.")
            : new DataFrame(new AggregateNode(grouped.Input.Node, graph, grouped.KeyNames(), OwnOptions.Of(options), asked));
    }

    /// <summary><see cref="Aggregate(GroupedData, Graph, AggregateOptions, ExecutorOptions)"/> of these fetches.</summary>
    public static DataFrame Aggregate(this GroupedData grouped, Graph graph, params IReadOnlyList<string> fetches) =>
        Aggregate(grouped, graph, new AggregateOptions { Fetches = fetches });
}
