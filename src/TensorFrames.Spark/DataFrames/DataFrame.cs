using System.Runtime.CompilerServices;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>
/// Rows on a Spark server, described by a plan. Immutable and lazy: every method that ends in <c>Async</c> asks the server,
/// all others only describe. Safe for several threads.
/// </summary>
public sealed partial class DataFrame
{
    internal DataFrame(PlanNode node) => Node = node;

    internal PlanNode Node { get; }

    /// <summary>The session it belongs to.</summary>
    public SparkSession Session => Node.Session;

    /// <summary>Writes it on the cluster.</summary>
    public DataFrameWriter Write => new(this);

    /// <summary>The columns, with the Arrow types in which batches come.</summary>
    /// <exception cref="SparkException">The plan is wrong: an unknown table, column or function, types that do not fit.</exception>
    public async Task<Schema> SchemaAsync(CancellationToken cancellationToken = default)
    {
        var schema = await Node.SchemaAsync(cancellationToken).ConfigureAwait(false);
        return (await Session.ArrowTypesAsync(cancellationToken).ConfigureAwait(false)).Schema(schema);
    }

    /// <summary>The rows as Arrow record batches, as they come. Each is the caller's to dispose. Leaving the loop early stops the job.</summary>
    /// <exception cref="SparkException">The plan is refused or fails.</exception>
    public async IAsyncEnumerable<RecordBatch> ToBatchesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var relation = await Node.ResolveAsync(cancellationToken).ConfigureAwait(false);
        var operation = Session.Execute(new Plan { Root = relation });
        await foreach (var batch in new ResultBatches().ReadAsync(operation.ReadAsync(cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            yield return batch;
        }
    }

    /// <summary>The rows as an Arrow stream, whose disposal stops the job if it still runs. The job starts with the first batch asked for.</summary>
    /// <exception cref="SparkException">The plan is refused.</exception>
    public async Task<IArrowArrayStream> ToArrowStreamAsync(CancellationToken cancellationToken = default) =>
        new ResultStream(await SchemaAsync(cancellationToken).ConfigureAwait(false), ToBatchesAsync(CancellationToken.None));

    /// <summary>The rows as a frame of the local engine, whose results can be taken once. The job starts when they are.</summary>
    /// <exception cref="SparkException">The plan is refused.</exception>
    public async Task<Frame> ToFrameAsync(CancellationToken cancellationToken = default) =>
        Frame.From(await SchemaAsync(cancellationToken).ConfigureAwait(false), ToBatchesAsync(CancellationToken.None));
}
