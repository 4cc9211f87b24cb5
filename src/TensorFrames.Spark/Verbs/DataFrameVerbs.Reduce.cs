using Apache.Arrow;
using TensorFrames.Spark.Verbs;

namespace TensorFrames.Spark;

/// <summary>Reduces: all rows of a DataFrame to one.</summary>
public static partial class DataFrameVerbs
{
    /// <summary>
    /// Reduces all rows to one with a graph that reduces a block: fetch <c>z</c> is made of placeholder <c>z_input</c>, which
    /// has one more, leading and open dimension and is fed from column <c>z</c>. Each partition is reduced by itself; results
    /// are stacked and reduced again, those of the partitions in one last task, so the graph must give f(f(a), f(b)) =
    /// f(a and b). Empty partitions take no part; one row is the result itself. Only fed columns travel.
    /// </summary>
    /// <param name="frame">The rows.</param>
    /// <param name="graph">The graph; shipped once a session.</param>
    /// <param name="options">Feeds, fetches, nulls, shapes. Column types are Spark's always (<see cref="ReduceOptions.SparkTypes"/>).</param>
    /// <param name="executors">Blocks.</param>
    /// <param name="cancellationToken">Ends the job.</param>
    /// <returns>One row of the fetches, sorted by name; the caller's to dispose.</returns>
    /// <exception cref="PlanException">Graph, columns and options do not fit together.</exception>
    /// <exception cref="TableException">There are no rows.</exception>
    /// <exception cref="SparkException">The job failed.</exception>
    public static Task<RecordBatch> ReduceBlocksAsync(this DataFrame frame, Graph graph, ReduceOptions options, ExecutorOptions? executors = null, CancellationToken cancellationToken = default) =>
        PlanReduceBlocks(frame, graph, options, executors).RunAsync(cancellationToken);

    /// <summary><see cref="ReduceBlocksAsync(DataFrame, Graph, ReduceOptions, ExecutorOptions, CancellationToken)"/> of these fetches.</summary>
    public static Task<RecordBatch> ReduceBlocksAsync(this DataFrame frame, Graph graph, params IReadOnlyList<string> fetches) =>
        ReduceBlocksAsync(frame, graph, new ReduceOptions { Fetches = fetches });

    /// <summary>
    /// Reduces all rows to one with a graph that reduces two: fetch <c>z</c> is made of placeholders <c>z_1</c>, the result so
    /// far, and <c>z_2</c>, the next row, both of a cell's shape and fed from column <c>z</c>. A partition's rows are reduced
    /// from the left, one after another; then, in one last task, the partitions' results in their order.
    /// </summary>
    /// <inheritdoc cref="ReduceBlocksAsync(DataFrame, Graph, ReduceOptions, ExecutorOptions, CancellationToken)"/>
    public static Task<RecordBatch> ReduceRowsAsync(this DataFrame frame, Graph graph, ReduceOptions options, ExecutorOptions? executors = null, CancellationToken cancellationToken = default) =>
        PlanReduceRows(frame, graph, options, executors).RunAsync(cancellationToken);

    /// <summary><see cref="ReduceRowsAsync(DataFrame, Graph, ReduceOptions, ExecutorOptions, CancellationToken)"/> of these fetches.</summary>
    public static Task<RecordBatch> ReduceRowsAsync(this DataFrame frame, Graph graph, params IReadOnlyList<string> fetches) =>
        ReduceRowsAsync(frame, graph, new ReduceOptions { Fetches = fetches });

    /// <summary>A ReduceBlocks that has not run: for its schema, Spark's plan of it, and what its conversions cost.</summary>
    /// <exception cref="PlanException">At once: the options for executors do not go together. Later: graph, columns and options do not fit together.</exception>
    public static SparkReduction PlanReduceBlocks(this DataFrame frame, Graph graph, ReduceOptions options, ExecutorOptions? executors = null) =>
        Reduce(frame, graph, options, executors, byRows: false);

    /// <summary>As <see cref="PlanReduceBlocks"/>, of a ReduceRows.</summary>
    /// <inheritdoc cref="PlanReduceBlocks"/>
    public static SparkReduction PlanReduceRows(this DataFrame frame, Graph graph, ReduceOptions options, ExecutorOptions? executors = null) =>
        Reduce(frame, graph, options, executors, byRows: true);

    private static SparkReduction Reduce(DataFrame frame, Graph graph, ReduceOptions options, ExecutorOptions? executors, bool byRows)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(options);
        var checkedOptions = Checked(executors);
        return checkedOptions.Form == MapForm.FedColumns
            ? throw new PlanException("A reduce cannot run as a function of the fed columns, which gives a value a row. Fix: MapForm.Rows, or Automatic.")
            : new SparkReduction(new ReduceNode(frame.Node, graph, OwnOptions.Of(options), checkedOptions, byRows));
    }
}
