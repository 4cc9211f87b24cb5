using TensorFrames.Spark.Verbs;

namespace TensorFrames.Spark;

/// <summary>A graph as a column: <c>frame.WithColumn("score", graph.Of("features"))</c>.</summary>
public static class GraphColumns
{
    /// <summary>
    /// The graph's outputs, row for row: one output is the column, several are a struct of them, sorted by name. Cells may
    /// have any rank.
    /// </summary>
    /// <param name="graph">Its placeholders have a leading dimension of rows, and each output as many rows as they.</param>
    /// <param name="arguments">
    /// What feeds the placeholders: columns of their names, in any order, or as many expressions as there are placeholders,
    /// in the graph's order. Placeholders that get a mask (<see cref="NullPolicy.Mask"/>) have none.
    /// </param>
    public static Column Of(this Graph graph, params IReadOnlyList<Column> arguments) => Of(graph, new MapOptions(), arguments);

    /// <summary>As <see cref="Of(Graph, IReadOnlyList{Column})"/>, with fetches, nulls, shapes and the rest; <see cref="MapOptions.Keep"/> has no meaning here.</summary>
    public static Column Of(this Graph graph, MapOptions options, params IReadOnlyList<Column> arguments)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(arguments);
        return new Column(new GraphColumnNode(graph, OwnOptions.Of(options), [.. arguments]));
    }
}
