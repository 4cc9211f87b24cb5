using System.Diagnostics.CodeAnalysis;
using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>
/// One step of a lazy plan. It becomes a <see cref="Relation"/> when an action first needs it, which may take calls: a verb
/// asks for its input's schema and ships its graph, a query runs its SQL. The outcome is kept; a failure is not, so the next
/// action tries again. Safe for several threads.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing to dispose.")]
internal abstract class PlanNode(SparkSession session)
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Relation? _relation;
    private DataType? _schema;

    internal SparkSession Session { get; } = session;

    /// <summary>The number by which columns name this plan's output.</summary>
    internal long Id { get; } = session.NextPlanId();

    /// <summary>The plans that it reads, in their order.</summary>
    internal virtual IReadOnlyList<PlanNode> Inputs => [];

    /// <summary>The relation, with its number; made by the first call. Callers must not change it.</summary>
    internal async ValueTask<Relation> ResolveAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _relation) is { } known)
        {
            return known;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_relation is null)
            {
                var relation = await BuildAsync(cancellationToken).ConfigureAwait(false);
                relation.Common ??= new();
                relation.Common.PlanId = Id;
                Volatile.Write(ref _relation, relation);
            }

            return _relation;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The columns as Spark sees them, a struct type; asked for once.</summary>
    internal async ValueTask<DataType> SchemaAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _schema) ?? (_schema = await Session.AnalyzeSchemaAsync(await ResolveAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false));

    /// <summary>Makes the relation over those of its inputs. Not called twice, but after a failure.</summary>
    protected abstract ValueTask<Relation> BuildAsync(CancellationToken cancellationToken);
}
