using TensorFrames.Explaining;
using TensorFrames.Spark.Connect;
using TensorFrames.Spark.Explaining;

namespace TensorFrames.Spark.Verbs;

/// <summary>An aggregate in a plan.</summary>
internal sealed class AggregateNode(PlanNode input, Graph graph, IReadOnlyList<string> keys, AggregateOptions options, ExecutorOptions executors)
    : VerbNode<PlannedAggregate>(input, graph)
{
    protected override string Verb => "aggregate";

    protected override Relation Steps(Relation relation, PlannedAggregate planned, TaskGraph source) => AggregateForm.Of(Session, Verb, relation, planned, source, executors);

    protected override Relation Report(Relation relation, PlannedAggregate planned, TaskGraph source) => AggregateForm.Report(Session, Verb, relation, planned, source, executors);

    protected override SparkVerbExplanation Explain(PlannedAggregate planned) => ExplainedStages.OfAggregate(ExplainedVerb.Of(planned.Plan, Graph), planned.Fields, planned.Plan.ColumnsRead);

    protected override PlannedAggregate Plan(DataType schema, SparkToArrow types) => PlannedAggregate.Of(Graph, schema, types, keys, options);
}
