using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark.Verbs;

/// <summary>An aggregate in a plan.</summary>
internal sealed class AggregateNode(PlanNode input, Graph graph, IReadOnlyList<string> keys, AggregateOptions options, ExecutorOptions executors)
    : VerbNode<PlannedAggregate>(input, graph), IReportingNode
{
    protected override string Verb => "aggregate";

    public async Task<IReadOnlyList<SparkTaskReport>> ReportAsync(CancellationToken cancellationToken)
    {
        var (relation, planned, source) = await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return await SparkTaskReport.CollectAsync(Session, AggregateForm.Report(Session, Verb, relation, planned, source, executors), cancellationToken).ConfigureAwait(false);
    }

    protected override async ValueTask<Relation> BuildAsync(CancellationToken cancellationToken)
    {
        var (relation, planned, source) = await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return AggregateForm.Of(Session, Verb, relation, planned, source, executors);
    }

    protected override PlannedAggregate Plan(DataType schema, SparkToArrow types) => PlannedAggregate.Of(Graph, schema, types, keys, options);
}
