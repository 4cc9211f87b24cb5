using Apache.Arrow;
using TensorFrames.Engine;
using TensorFrames.Verbs;

namespace TensorFrames;

/// <summary>Reduces: all rows of a frame to one.</summary>
public sealed partial class Frame
{
    /// <summary>
    /// Reduces all rows to one with a graph that reduces a block: fetch <c>z</c> is made of placeholder <c>z_input</c>, which
    /// has one more, leading and open dimension and is fed from column <c>z</c>. The results of blocks are stacked and reduced
    /// again, so the graph must give f(f(a), f(b)) = f(a and b). Empty blocks take no part; one row is the result itself. Other
    /// columns are ignored. Runs now; blocks in parallel (those of one partition in memory one after another on the caller's thread,
    /// unless <see cref="EngineOptions.Parallelism"/> says otherwise), results in order: they do not depend on the number of threads.
    /// </summary>
    /// <returns>One row of the fetches, sorted by name; the caller's to dispose.</returns>
    /// <exception cref="PlanException">Graph, table and options do not fit together.</exception>
    /// <exception cref="TableException">There are no rows.</exception>
    public RecordBatch ReduceBlocks(Graph graph, ReduceOptions options, EngineOptions? engine = null, CancellationToken cancellationToken = default) =>
        PlanReduceBlocks(graph, options).Run(engine, cancellationToken);

    /// <summary><see cref="ReduceBlocks(Graph, ReduceOptions, EngineOptions?, CancellationToken)"/> of these fetches.</summary>
    public RecordBatch ReduceBlocks(Graph graph, params string[] fetches) => ReduceBlocks(graph, new ReduceOptions { Fetches = fetches });

    /// <summary>As ReduceBlocks, on a thread of its own.</summary>
    public Task<RecordBatch> ReduceBlocksAsync(Graph graph, ReduceOptions options, EngineOptions? engine = null, CancellationToken cancellationToken = default) =>
        PlanReduceBlocks(graph, options).RunAsync(engine, cancellationToken);

    /// <summary>
    /// Reduces all rows to one with a graph that reduces two: fetch <c>z</c> is made of placeholders <c>z_1</c>, the result so
    /// far, and <c>z_2</c>, the next row, both of a cell's shape and fed from column <c>z</c>. A partition's rows are reduced
    /// from the left, one after another; then the partitions' results, in order. One row is the result itself. Other columns are
    /// ignored. Runs now, partitions in parallel. Cells are copied, and may vary in size where the graph's shapes allow it.
    /// </summary>
    /// <returns>One row of the fetches, sorted by name; the caller's to dispose.</returns>
    /// <exception cref="PlanException">Graph, table and options do not fit together.</exception>
    /// <exception cref="TableException">There are no rows.</exception>
    public RecordBatch ReduceRows(Graph graph, ReduceOptions options, EngineOptions? engine = null, CancellationToken cancellationToken = default) =>
        PlanReduceRows(graph, options).Run(engine, cancellationToken);

    /// <summary><see cref="ReduceRows(Graph, ReduceOptions, EngineOptions?, CancellationToken)"/> of these fetches.</summary>
    public RecordBatch ReduceRows(Graph graph, params string[] fetches) => ReduceRows(graph, new ReduceOptions { Fetches = fetches });

    /// <summary>As ReduceRows, on a thread of its own.</summary>
    public Task<RecordBatch> ReduceRowsAsync(Graph graph, ReduceOptions options, EngineOptions? engine = null, CancellationToken cancellationToken = default) =>
        PlanReduceRows(graph, options).RunAsync(engine, cancellationToken);

    /// <summary>Checks a ReduceBlocks without running it: for its schema, and for what its conversions cost.</summary>
    /// <exception cref="PlanException">Graph, table and options do not fit together.</exception>
    public Reduction PlanReduceBlocks(Graph graph, ReduceOptions options) => Reduce(graph, options, byRows: false);

    /// <summary>Checks a ReduceRows without running it: for its schema, and for what its conversions cost.</summary>
    /// <exception cref="PlanException">Graph, table and options do not fit together.</exception>
    public Reduction PlanReduceRows(Graph graph, ReduceOptions options) => Reduce(graph, options, byRows: true);

    private Reduction Reduce(Graph graph, ReduceOptions options, bool byRows)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(options);
        var (plan, columns) = OverRead(input => ReducePlanner.Plan(graph, input, options, byRows), plan => plan.ColumnsRead);
        var step = new ReduceStep(graph, plan);
        return new Reduction(() => Reports, Explain, step, (engine, cancellationToken) =>
        {
            var options = Checked(engine);
            var table = _table.RunWith(options);
            return byRows ? ReduceExecution.Rows(new Execution(table, columns, _steps, options, lend: true), step, cancellationToken)
                : !step.IsStateful && IsInTurn(table, options) ? ReduceExecution.BlocksInTurn(new Execution(table, columns, _steps, options, lend: true), step, cancellationToken)
                : ReduceExecution.Blocks(new Execution(table, columns, [.. _steps, step], options), step, cancellationToken);
        });
    }

    // Blocks that lie in memory are run faster than they are handed from thread to thread, and TensorFlow itself reduces on all cores.
    private bool IsInTurn(Tables.Table table, EngineOptions options) =>
        options.Threads == 1 || (options.Parallelism == 0 && _steps.Count == 0 && table is { IsAtHand: true, Partitions.Count: 1 });

    // A plan over the columns that it reads alone, where they are the table's, and their names; else over all.
    private (TPlan Plan, IReadOnlyList<string>? Columns) OverRead<TPlan>(Func<Schema, TPlan> over, Func<TPlan, IReadOnlyList<int>> columnsRead)
    {
        var input = Schema ?? throw ColumnsNotKnown();
        var plan = over(input);
        Field[] read = [.. columnsRead(plan).Select(i => input.FieldsList[i])];
        return _steps.Count > 0 || read.Length == input.FieldsList.Count ? (plan, _columns)
            : (over(new Schema(read, input.Metadata)), [.. read.Select(f => f.Name)]);
    }
}
