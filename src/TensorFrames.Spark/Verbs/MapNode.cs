using TensorFrames.Engine;
using TensorFrames.Spark.Connect;
using TensorFrames.Spark.Explaining;
using TensorFrames.Verbs;

namespace TensorFrames.Spark.Verbs;

/// <summary>A map in a plan.</summary>
internal sealed class MapNode(PlanNode input, Graph graph, MapOptions options, ExecutorOptions executors, MapKind kind) : VerbNode<PlannedMap>(input, graph)
{
    protected override string Verb => kind switch { MapKind.Rows => "map_rows", MapKind.Trimmed => "map_blocks_trimmed", _ => "map_blocks" };

    protected override Relation Steps(Relation relation, PlannedMap planned, TaskGraph source) => FormChoice.Of(planned, executors.Form) == MapForm.Rows
        ? RowsForm.Of(Session, Verb, relation, planned, source, executors)
        : FedColumnsForm.Of(Session, Verb, relation, planned, source, executors);

    protected override Relation Report(Relation relation, PlannedMap planned, TaskGraph source)
    {
        var sent = FormChoice.Of(planned, executors.Form) == MapForm.FedColumns ? planned.WithoutKept() : planned;
        return RowsForm.Report(Session, Verb, relation, sent, source, executors);
    }

    protected override SparkVerbExplanation Explain(PlannedMap planned)
    {
        var form = FormChoice.Of(planned, executors.Form);
        return ExplainedStages.OfMap(new MapStep(Graph, planned.Plan).Explain(), form, planned.Fields, form == MapForm.Rows ? RowsForm.Sent(planned) : [.. planned.FedColumns]);
    }

    protected override PlannedMap Plan(DataType schema, SparkToArrow types)
    {
        var planned = PlannedMap.Of(Graph, schema, types, options, kind);
        _ = planned.Output;
        return planned;
    }
}
