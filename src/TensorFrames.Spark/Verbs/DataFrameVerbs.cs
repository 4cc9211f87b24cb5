using TensorFrames.Spark.Verbs;
using TensorFrames.Verbs;

namespace TensorFrames.Spark;

/// <summary>
/// TensorFrames' verbs over DataFrames, with the rules of the local engine. They are lazy: names, dtypes and shapes are
/// checked on the driver when an action needs them (<see cref="DataFrame.SchemaAsync"/> does it at once), before any task.
/// </summary>
public static partial class DataFrameVerbs
{
    /// <summary>
    /// Runs the graph once per block of each partition. Placeholders have a leading dimension of rows; each fetch must have
    /// as many rows as the block. The result has the fetches, sorted by name, then the input's columns.
    /// </summary>
    /// <param name="frame">The rows.</param>
    /// <param name="graph">The graph; shipped once a session.</param>
    /// <param name="options">Feeds, fetches, nulls, shapes. Column types are Spark's always (<see cref="MapOptions.SparkTypes"/>).</param>
    /// <param name="executors">Blocks, and what travels.</param>
    /// <exception cref="PlanException">At the first action: graph, columns and options do not fit together.</exception>
    public static DataFrame MapBlocks(this DataFrame frame, Graph graph, MapOptions options, ExecutorOptions? executors = null) =>
        Map(frame, graph, options, executors, MapKind.Blocks);

    /// <summary><see cref="MapBlocks(DataFrame, Graph, MapOptions, ExecutorOptions)"/> of these fetches; placeholders are fed from columns of their names.</summary>
    public static DataFrame MapBlocks(this DataFrame frame, Graph graph, params IReadOnlyList<string> fetches) =>
        Map(frame, graph, new MapOptions { Fetches = fetches }, null, MapKind.Blocks);

    /// <summary>As MapBlocks, but the result has the fetches only, and any number of rows.</summary>
    /// <exception cref="PlanException">At the first action: graph, columns and options do not fit together.</exception>
    public static DataFrame MapBlocksTrimmed(this DataFrame frame, Graph graph, MapOptions options, ExecutorOptions? executors = null) =>
        Map(frame, graph, options, executors, MapKind.Trimmed);

    /// <summary><see cref="MapBlocksTrimmed(DataFrame, Graph, MapOptions, ExecutorOptions)"/> of these fetches.</summary>
    public static DataFrame MapBlocksTrimmed(this DataFrame frame, Graph graph, params IReadOnlyList<string> fetches) =>
        Map(frame, graph, new MapOptions { Fetches = fetches }, null, MapKind.Trimmed);

    /// <summary>
    /// Runs the graph once for each row: a placeholder has the shape of its column's cell, which may differ from row to row.
    /// Where every op is element-wise, rows whose cells have one shape are run together, with the same result. The result has
    /// the fetches, sorted by name, then the input's columns.
    /// </summary>
    /// <inheritdoc cref="MapBlocks(DataFrame, Graph, MapOptions, ExecutorOptions)"/>
    public static DataFrame MapRows(this DataFrame frame, Graph graph, MapOptions options, ExecutorOptions? executors = null) =>
        Map(frame, graph, options, executors, MapKind.Rows);

    /// <summary><see cref="MapRows(DataFrame, Graph, MapOptions, ExecutorOptions)"/> of these fetches; placeholders are fed from columns of their names.</summary>
    public static DataFrame MapRows(this DataFrame frame, Graph graph, params IReadOnlyList<string> fetches) =>
        Map(frame, graph, new MapOptions { Fetches = fetches }, null, MapKind.Rows);

    /// <summary>
    /// Runs the verb whose result <paramref name="mapped"/> is, without its results: each task tells what it borrowed and
    /// copied, where its time went and which libtensorflow it used. The columns that travel are those of the verb's own form;
    /// they come as rows (MapInArrow) in either, since a function of columns (<see cref="MapForm.FedColumns"/>) gives a value
    /// a row and cannot answer with a report. What such a function's own tasks counted is in the executors' logs.
    /// </summary>
    /// <param name="mapped">What MapBlocks, MapBlocksTrimmed, MapRows or Aggregate returned.</param>
    /// <param name="cancellationToken">Ends the job.</param>
    /// <returns>One report a partition that had a task.</returns>
    /// <exception cref="PlanException"><paramref name="mapped"/> is no verb's result.</exception>
    public static Task<IReadOnlyList<SparkTaskReport>> ReportAsync(this DataFrame mapped, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mapped);
        return mapped.Node is IVerbNode verb ? verb.ReportAsync(cancellationToken)
            : throw new PlanException("A report is made of a verb. Fix: call it on what a map or an aggregate returned, before any other step.");
    }

    private static DataFrame Map(DataFrame frame, Graph graph, MapOptions options, ExecutorOptions? executors, MapKind kind)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(options);
        return new DataFrame(new MapNode(frame.Node, graph, OwnOptions.Of(options), Checked(executors), kind));
    }

    internal static ExecutorOptions Checked(ExecutorOptions? executors)
    {
        executors ??= new();
        return executors.BlockRows < 0 ? throw new PlanException($"BlockRows is {executors.BlockRows}. Fix: at least 1, best a multiple of 64, or 0 for batches as Spark cuts them.")
            : executors;
    }
}
