using System.Runtime.CompilerServices;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using TensorFrames.Engine;
using TensorFrames.Tables;
using TensorFrames.Verbs;
using Table = TensorFrames.Tables.Table;

namespace TensorFrames;

/// <summary>
/// A table with graphs to run over it, lazily: names, dtypes and shapes are checked when a verb is called, data is read
/// when results are taken, and again each time they are. Immutable and thread-safe.
/// </summary>
public sealed partial class Frame
{
    private readonly Table _table;
    private readonly IReadOnlyList<string>? _columns;
    private readonly Schema? _schema;
    private readonly IReadOnlyList<IStep> _steps;

    // What Schema is where shapes were declared beside it.
    private readonly Schema? _declared;

    private Frame(Table table, IReadOnlyList<string>? columns, Schema? schema, IReadOnlyList<IStep> steps, Schema? declared = null) =>
        (_table, _columns, _schema, _steps, _declared) = (table, columns, schema, steps, declared);

    /// <summary>The columns of the result; null while a fetch's rank waits for the first non-empty block.</summary>
    public Schema? Schema => _declared ?? (_steps.Count == 0 ? _schema : _steps[^1].Plan.Output);

    /// <summary>What each verb's conversions cost so far, over all runs of this frame; verbs in order.</summary>
    public IReadOnlyList<ConversionReport> Reports => [.. _table.Reports, .. _steps.Select(s => s.Plan.Tally.Report())];

    /// <summary>Names of the partitions, in order.</summary>
    public IReadOnlyList<string> Partitions => [.. _table.Partitions.Select(p => p.Name)];

    /// <summary>A frame over a table, with nothing to run yet.</summary>
    public static Frame From(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new Frame(table, null, table.Schema, []);
    }

    /// <summary>The same frame over about <paramref name="count"/> partitions, where the table's form allows it.</summary>
    public Frame Repartition(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new Frame(_table.Repartition(count), _columns, _schema, _steps, _declared);
    }

    /// <summary>
    /// Runs the graph once per block. Placeholders have a leading dimension of rows; each fetch must have as many rows as
    /// the block. The result has the fetches, sorted by name, then the input's columns.
    /// </summary>
    /// <exception cref="PlanException">Graph, table and options do not fit together.</exception>
    public Frame MapBlocks(Graph graph, MapOptions options) => Map(graph, options, MapKind.Blocks);

    /// <summary><see cref="MapBlocks(Graph, MapOptions)"/> of these fetches; placeholders are fed from columns of their names.</summary>
    public Frame MapBlocks(Graph graph, params string[] fetches) => Map(graph, new MapOptions { Fetches = fetches }, MapKind.Blocks);

    /// <summary>As MapBlocks, but the result has the fetches only, and any number of rows.</summary>
    /// <exception cref="PlanException">Graph, table and options do not fit together.</exception>
    public Frame MapBlocksTrimmed(Graph graph, MapOptions options) => Map(graph, options, MapKind.Trimmed);

    /// <summary><see cref="MapBlocksTrimmed(Graph, MapOptions)"/> of these fetches.</summary>
    public Frame MapBlocksTrimmed(Graph graph, params string[] fetches) => Map(graph, new MapOptions { Fetches = fetches }, MapKind.Trimmed);

    /// <summary>
    /// The result, batch by batch and in order; each is the caller's to dispose. Leaving the loop stops the run.
    /// With <see cref="EngineOptions.Parallelism"/> 1 everything runs on the calling thread, inside the loop.
    /// </summary>
    /// <exception cref="TensorFramesException">Reading, converting or running failed; the first error in order is thrown.</exception>
    public IEnumerable<RecordBatch> ToBatches(EngineOptions? options = null, CancellationToken cancellationToken = default) =>
        Results(Checked(options), cancellationToken);

    /// <summary>As <see cref="ToBatches"/>, without blocking the caller; the engine's own threads do the work.</summary>
    public async IAsyncEnumerable<RecordBatch> ToBatchesAsync(
        EngineOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var run = new ParallelExecution(Execute(Checked(options)), cancellationToken);
        await using (run.ConfigureAwait(false))
        {
            await foreach (var batch in run.ResultsAsync().ConfigureAwait(false))
            {
                yield return Declared(batch);
            }
        }
    }

    /// <summary>The result as an Arrow stream, for whatever takes one; its batches are the taker's. Disposing it stops the run.</summary>
    /// <exception cref="PlanException">The columns are not known before a block has run.</exception>
    public IArrowArrayStream ToArrowStream(EngineOptions? options = null)
    {
        var schema = Schema ?? throw ColumnsNotKnown();
        return new FrameStream(schema, ToBatchesAsync(options), new CancellationTokenSource());
    }

    /// <summary>Runs each partition whole on one of the engine's threads and hands its results over, for sinks with a part per partition.</summary>
    internal void ForEachPartition(Action<int, IEnumerable<RecordBatch>> take, EngineOptions? options, CancellationToken cancellationToken) =>
        PartitionExecution.Run(Execute(Checked(options)), (partition, batches) => take(partition, _declared is null ? batches : batches.Select(Declared)), cancellationToken);

    // One for each time that results are taken, so that each counts its own rows.
    private Execution Execute(EngineOptions options) => new(_table.RunWith(options), _columns, _steps, _table is AggregateTable ? options with { Progress = null } : options);

    private IEnumerable<RecordBatch> Results(EngineOptions options, CancellationToken cancellationToken)
    {
        foreach (var batch in Execute(options).Results(cancellationToken))
        {
            yield return Declared(batch);
        }
    }

    internal PlanException ColumnsNotKnown() => _steps[^1].Plan.ColumnsNotKnown();

    private static EngineOptions Checked(EngineOptions? options)
    {
        options ??= new EngineOptions();
        return options.BlockRows < 1 ? throw new PlanException($"BlockRows is {options.BlockRows}. Fix: at least 1, best a multiple of 64.")
            : options.Parallelism is < 0 or > EngineOptions.MostThreads ? throw new PlanException($"Parallelism is {options.Parallelism}. Fix: 1 to {EngineOptions.MostThreads}, or 0 for one thread a core.")
            : options.BlocksInFlight < 0 ? throw new PlanException($"BlocksInFlight is {options.BlocksInFlight}. Fix: at least 1, or 0 for four a thread.")
            : options;
    }

    private Frame Map(Graph graph, MapOptions options, MapKind kind)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(options);
        var input = Schema ?? throw ColumnsNotKnown();
        var plan = MapPlanner.Plan(graph, input, options, kind);
        if (_steps.Count > 0)
        {
            return new Frame(_table, _columns, null, [.. _steps, new MapStep(graph, plan)]);
        }

        // Only fed and kept columns are read; at least one, to know the rows.
        var read = plan.ColumnsRead is { Count: > 0 } some ? some : [0];
        if (read.Count == input.FieldsList.Count || input.FieldsList.Count == 0)
        {
            return new Frame(_table, null, null, [new MapStep(graph, plan)]);
        }

        var columns = read.Select(i => input.FieldsList[i].Name).ToArray();
        var narrow = new Schema(read.Select(i => input.FieldsList[i]), input.Metadata);
        var kept = plan.Kept.Select(i => input.FieldsList[i].Name).ToArray();
        return new Frame(_table, columns, null, [new MapStep(graph, MapPlanner.Plan(graph, narrow, options with { Keep = kept }, kind))]);
    }
}
