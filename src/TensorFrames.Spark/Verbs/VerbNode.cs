using TensorFrames.Spark.Connect;
using TensorFrames.Spark.Shipping;

namespace TensorFrames.Spark.Verbs;

/// <summary>A verb in a plan: planned against its input's schema, shipped, then steps of Spark's.</summary>
internal abstract class VerbNode<TPlanned>(PlanNode input, Graph graph) : PlanNode(input.Session), IVerbNode
{
    protected Graph Graph => graph;

    internal sealed override IReadOnlyList<PlanNode> Inputs => [input];

    /// <summary>What Spark's plan calls it.</summary>
    protected abstract string Verb { get; }

    public async Task<IReadOnlyList<SparkTaskReport>> ReportAsync(CancellationToken cancellationToken)
    {
        var (relation, planned, source) = await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return await SparkTaskReport.CollectAsync(Session, Report(relation, planned, source), cancellationToken).ConfigureAwait(false);
    }

    public async Task<SparkVerbExplanation> ExplainAsync(CancellationToken cancellationToken) => Explain((await CheckAsync(cancellationToken).ConfigureAwait(false)).Planned);

    /// <summary>Checked and shipped.</summary>
    internal async Task<(Relation Input, TPlanned Planned, TaskGraph Source)> PrepareAsync(CancellationToken cancellationToken)
    {
        var (relation, planned) = await CheckAsync(cancellationToken).ConfigureAwait(false);
        await Session.EnsureShippedAsync(cancellationToken).ConfigureAwait(false);
        return (relation, planned, await GraphShipment.SendAsync(Session, graph, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Checked.</summary>
    /// <exception cref="PlanException">Graph, columns and options do not fit together.</exception>
    internal async Task<(Relation Input, TPlanned Planned)> CheckAsync(CancellationToken cancellationToken)
    {
        var relation = await input.ResolveAsync(cancellationToken).ConfigureAwait(false);
        var schema = await input.SchemaAsync(cancellationToken).ConfigureAwait(false);
        return (relation, Plan(schema, await Session.ArrowTypesAsync(cancellationToken).ConfigureAwait(false)));
    }

    protected sealed override async ValueTask<Relation> BuildAsync(CancellationToken cancellationToken)
    {
        var (relation, planned, source) = await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return Steps(relation, planned, source);
    }

    /// <summary>Spark's steps over the input's relation.</summary>
    protected abstract Relation Steps(Relation relation, TPlanned planned, TaskGraph source);

    /// <summary>The steps over the table's rows, each of whose tasks tells how it went in place of results.</summary>
    protected abstract Relation Report(Relation relation, TPlanned planned, TaskGraph source);

    /// <summary>What it will do.</summary>
    protected abstract SparkVerbExplanation Explain(TPlanned planned);

    /// <summary>The verb over columns of this schema.</summary>
    protected abstract TPlanned Plan(DataType schema, SparkToArrow types);
}
