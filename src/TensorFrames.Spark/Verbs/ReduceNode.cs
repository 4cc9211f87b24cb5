using TensorFrames.Explaining;
using TensorFrames.Spark.Connect;
using TensorFrames.Spark.Explaining;

namespace TensorFrames.Spark.Verbs;

/// <summary>A reduce in a plan: its result is one row as it travels, or none.</summary>
internal sealed class ReduceNode(PlanNode input, Graph graph, ReduceOptions options, ExecutorOptions executors, bool byRows) : VerbNode<PlannedReduce>(input, graph)
{
    protected override string Verb => byRows ? "reduce_rows" : "reduce_blocks";

    protected override Relation Steps(Relation relation, PlannedReduce planned, TaskGraph source) => ReduceForm.Of(Session, Verb, relation, planned, source, executors);

    protected override Relation Report(Relation relation, PlannedReduce planned, TaskGraph source) => ReduceForm.Report(Session, Verb, relation, planned, source, executors);

    protected override SparkVerbExplanation Explain(PlannedReduce planned) => ExplainedStages.OfReduce(ExplainedVerb.Of(planned.Plan, Graph), planned.Fields, planned.Plan.ColumnsRead);

    protected override PlannedReduce Plan(DataType schema, SparkToArrow types) => PlannedReduce.Of(Graph, schema, types, options, byRows);
}
