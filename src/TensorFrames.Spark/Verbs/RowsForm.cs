using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark.Verbs;

/// <summary>A map as MapInArrow: the columns that are fed or kept go to the worker as whole rows.</summary>
internal static class RowsForm
{
    internal static Relation Of(SparkSession session, string verb, Relation input, PlannedMap planned, TaskGraph graph, ExecutorOptions executors)
    {
        var (sent, narrow) = Narrow(input, planned);
        return Call(session, verb, sent, narrow.Task(graph, executors, Proto.Reply.Rows), OutputOf(narrow));
    }

    internal static Relation Report(SparkSession session, string verb, Relation input, PlannedMap planned, TaskGraph graph, ExecutorOptions executors)
    {
        var (sent, narrow) = Narrow(input, planned);
        return Call(session, verb, sent, narrow.Task(graph, executors, Proto.Reply.Report), ArrowToSpark.Schema(TaskReport.Schema));
    }

    /// <summary>The map's own output schema, but each fetch is the column that feeds the graph, which must be of its type: what the way itself costs.</summary>
    internal static Relation Echo(SparkSession session, Relation input, PlannedMap planned)
    {
        var (sent, narrow) = Narrow(input, planned);
        int[] columns = [.. Enumerable.Repeat(narrow.Plan.Feeds[0].Column, narrow.Plan.Fetches.Count), .. narrow.Plan.Kept];
        return Call(session, "echo", sent, new EchoTask { Columns = columns, Input = narrow.Arrow, Output = narrow.Output }, OutputOf(narrow));
    }

    /// <summary>The columns that travel: at least one, to know the rows.</summary>
    internal static IReadOnlyList<int> Sent(PlannedMap planned) => planned.Plan.ColumnsRead is { Count: > 0 } some ? some : [0];

    private static DataType OutputOf(PlannedMap planned)
    {
        var output = new DataType { Struct = new() };
        output.Struct.Fields.AddRange(planned.FetchFields);
        output.Struct.Fields.AddRange(planned.Plan.Kept.Select(i => planned.Fields[i]));
        return output;
    }

    private static (SentColumns Sent, PlannedMap Planned) Narrow(Relation input, PlannedMap planned)
    {
        var read = Sent(planned);
        return (SentColumns.Of(input, planned.Fields, read), read.Count == planned.Fields.Count ? planned : planned.Over(read));
    }

    private static Relation Call(SparkSession session, string verb, SentColumns sent, WorkerTask task, DataType output) =>
        WorkerFunction.OverRows(session, verb, sent.Relation, task, output, sent.Names);
}
