using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark.Verbs;

/// <summary>An aggregate as two calls of MapInArrow: each partition to a row a group, these rows to where their key belongs, there to one a group.</summary>
internal static class AggregateForm
{
    internal static Relation Of(SparkSession session, string verb, Relation input, PlannedAggregate planned, TaskGraph graph, ExecutorOptions executors)
    {
        var (sent, narrow) = Narrow(input, planned);
        var partial = SentColumns.Numbered(narrow.Typed(narrow.Plan.Partial));
        var names = partial.Struct.Fields.Select(f => f.Name).ToArray();
        var partials = WorkerFunction.OverRows(session, verb, sent.Relation, narrow.OfRows(graph, executors, Proto.Reply.Rows), partial, sent.Names);
        var together = new RepartitionByExpression { Input = partials };
        together.PartitionExprs.AddRange(names.Take(narrow.Keys.Count).Select(Expressions.Column));
        var dealt = new Relation { Common = new(), RepartitionByExpression = together };
        return WorkerFunction.OverRows(session, verb, dealt, narrow.OfPartials(graph), narrow.Typed(narrow.Plan.Output), names);
    }

    internal static Relation Report(SparkSession session, string verb, Relation input, PlannedAggregate planned, TaskGraph graph, ExecutorOptions executors)
    {
        var (sent, narrow) = Narrow(input, planned);
        return WorkerFunction.OverRows(session, verb, sent.Relation, narrow.OfRows(graph, executors, Proto.Reply.Report), ArrowToSpark.Schema(TaskReport.Schema), sent.Names);
    }

    // Only keys and fed columns travel.
    private static (SentColumns Sent, PlannedAggregate Planned) Narrow(Relation input, PlannedAggregate planned) =>
        (SentColumns.Of(input, planned.Fields, planned.Plan.ColumnsRead), planned.OverFed());
}
