using TensorFrames.Spark.Connect;
using TensorFrames.Verbs;

namespace TensorFrames.Spark.Verbs;

/// <summary>A map in a plan.</summary>
internal sealed class MapNode(PlanNode input, Graph graph, MapOptions options, ExecutorOptions executors, MapKind kind) : VerbNode<PlannedMap>(input, graph), IReportingNode
{
    protected override string Verb => kind switch { MapKind.Rows => "map_rows", MapKind.Trimmed => "map_blocks_trimmed", _ => "map_blocks" };

    public async Task<IReadOnlyList<SparkTaskReport>> ReportAsync(CancellationToken cancellationToken)
    {
        var (relation, planned, source) = await PrepareAsync(cancellationToken).ConfigureAwait(false);
        var sent = FormChoice.Of(planned, executors.Form) == MapForm.FedColumns ? planned.WithoutKept() : planned;
        return await SparkTaskReport.CollectAsync(Session, RowsForm.Report(Session, Verb, relation, sent, source, executors), cancellationToken).ConfigureAwait(false);
    }

    protected override async ValueTask<Relation> BuildAsync(CancellationToken cancellationToken)
    {
        var (relation, planned, source) = await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return FormChoice.Of(planned, executors.Form) == MapForm.Rows
            ? RowsForm.Of(Session, Verb, relation, planned, source, executors)
            : FedColumnsForm.Of(Session, Verb, relation, planned, source, executors);
    }

    protected override PlannedMap Plan(DataType schema, SparkToArrow types)
    {
        var planned = PlannedMap.Of(Graph, schema, types, options, kind);
        _ = planned.Output;
        return planned;
    }
}
