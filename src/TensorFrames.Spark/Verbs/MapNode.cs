using TensorFrames.Spark.Connect;
using TensorFrames.Spark.Shipping;
using TensorFrames.Verbs;

namespace TensorFrames.Spark.Verbs;

/// <summary>A map verb in a plan: planned against its input's schema, shipped, then a step of Spark's.</summary>
internal sealed class MapNode(PlanNode input, Graph graph, MapOptions options, ExecutorOptions executors, bool trimmed) : PlanNode(input.Session)
{
    private string Verb => trimmed ? "map_blocks_trimmed" : "map_blocks";

    internal async Task<IReadOnlyList<SparkTaskReport>> ReportAsync(CancellationToken cancellationToken)
    {
        var (relation, planned, source) = await PrepareAsync(cancellationToken).ConfigureAwait(false);
        var sent = FormChoice.Of(planned, executors.Form) == MapForm.FedColumns ? planned.WithoutKept() : planned;
        var report = new DataFrame(new SourceNode(Session, RowsForm.Report(Session, Verb, relation, sent, source, executors)));
        List<SparkTaskReport> tasks = [];
        await foreach (var batch in report.ToBatchesAsync(cancellationToken).ConfigureAwait(false))
        {
            using (batch)
            {
                tasks.AddRange(SparkTaskReport.Of(batch));
            }
        }

        return tasks;
    }

    /// <summary>Which columns feed which placeholders, and what is fetched.</summary>
    internal async Task<MapPlan> PlanAsync(CancellationToken cancellationToken) => (await PrepareAsync(cancellationToken).ConfigureAwait(false)).Planned.Plan;

    protected override async ValueTask<Relation> BuildAsync(CancellationToken cancellationToken)
    {
        var (relation, planned, source) = await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return FormChoice.Of(planned, executors.Form) == MapForm.Rows
            ? RowsForm.Of(Session, Verb, relation, planned, source, executors)
            : FedColumnsForm.Of(Session, Verb, relation, planned, source, executors);
    }

    /// <summary>Checked and shipped.</summary>
    internal async Task<(Relation Input, PlannedMap Planned, TaskGraph Source)> PrepareAsync(CancellationToken cancellationToken)
    {
        var relation = await input.ResolveAsync(cancellationToken).ConfigureAwait(false);
        var schema = await input.SchemaAsync(cancellationToken).ConfigureAwait(false);
        var types = await Session.ArrowTypesAsync(cancellationToken).ConfigureAwait(false);
        var planned = PlannedMap.Of(graph, schema, types, options, trimmed);
        _ = planned.Output;
        await Session.EnsureShippedAsync(cancellationToken).ConfigureAwait(false);
        return (relation, planned, await GraphShipment.SendAsync(Session, graph, cancellationToken).ConfigureAwait(false));
    }
}
