using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark.Verbs;

/// <summary>A reduce as two calls of MapInArrow: each partition to a row, then these rows, in the partitions' order, to one.</summary>
internal static class ReduceForm
{
    internal static Relation Of(SparkSession session, string verb, Relation input, PlannedReduce planned, TaskGraph graph, ExecutorOptions executors)
    {
        var (sent, narrow) = Narrow(input, planned);
        var output = SentColumns.Numbered(ArrowToSpark.Schema(planned.Output));
        var partials = WorkerFunction.OverRows(session, verb, sent.Relation, narrow.OfRows(graph, executors, Proto.Reply.Rows), output, sent.Names);
        var names = output.Struct.Fields.Select(f => f.Name).ToArray();
        var ordered = Expressions.Project(InOneTask(partials, names[0]), names.Skip(1).Select(Expressions.Column));
        return WorkerFunction.OverRows(session, verb, ordered, narrow.OfPartials(graph), output, names.Skip(1));
    }

    internal static Relation Report(SparkSession session, string verb, Relation input, PlannedReduce planned, TaskGraph graph, ExecutorOptions executors)
    {
        var (sent, narrow) = Narrow(input, planned);
        return WorkerFunction.OverRows(session, verb, sent.Relation, narrow.OfRows(graph, executors, Proto.Reply.Report), ArrowToSpark.Schema(TaskReport.Schema), sent.Names);
    }

    // Only fed columns travel.
    private static (SentColumns Sent, PlannedReduce Planned) Narrow(Relation input, PlannedReduce planned) =>
        (SentColumns.Of(input, planned.Fields, planned.Plan.ColumnsRead), planned.OverFed());

    // Spark sorts, and spills where it must, so that the task holds no more than it reduces.
    private static Relation InOneTask(Relation partials, string partition)
    {
        var one = new Relation { Common = new(), Repartition = new() { Input = partials, NumPartitions = 1, Shuffle = true } };
        var sort = new Sort { Input = one, IsGlobal = false };
        sort.Order.Add(SortText.Order(Expressions.Column(partition), descending: false, nullsLast: false));
        return new Relation { Common = new(), Sort = sort };
    }
}
