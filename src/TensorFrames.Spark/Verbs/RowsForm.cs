using System.Globalization;
using TensorFrames.Spark.Connect;
using StructField = TensorFrames.Spark.Connect.DataType.Types.StructField;

namespace TensorFrames.Spark.Verbs;

/// <summary>A map as MapInArrow: the columns that are fed or kept go to the worker as whole rows.</summary>
internal static class RowsForm
{
    internal static Relation Of(SparkSession session, string verb, Relation input, PlannedMap planned, TaskGraph graph, ExecutorOptions executors)
    {
        var (sent, narrow) = Narrow(input, planned);
        return Call(session, verb, sent, narrow, narrow.Task(graph, executors, Proto.Reply.Rows), OutputOf(narrow));
    }

    internal static Relation Report(SparkSession session, string verb, Relation input, PlannedMap planned, TaskGraph graph, ExecutorOptions executors)
    {
        var (sent, narrow) = Narrow(input, planned);
        return Call(session, verb, sent, narrow, narrow.Task(graph, executors, Proto.Reply.Report), ArrowToSpark.Schema(TaskReport.Schema));
    }

    /// <summary>The map's own output schema, but each fetch is the column that feeds the graph, which must be of its type: what the way itself costs.</summary>
    internal static Relation Echo(SparkSession session, Relation input, PlannedMap planned)
    {
        var (sent, narrow) = Narrow(input, planned);
        int[] columns = [.. Enumerable.Repeat(narrow.Plan.Feeds[0].Column, narrow.Plan.Fetches.Count), .. narrow.Plan.Kept];
        return Call(session, "echo", sent, narrow, new EchoTask { Columns = columns, Input = narrow.Arrow, Output = narrow.Output }, OutputOf(narrow));
    }

    private static DataType OutputOf(PlannedMap planned)
    {
        var output = new DataType { Struct = new() };
        output.Struct.Fields.AddRange(planned.FetchFields);
        output.Struct.Fields.AddRange(planned.Plan.Kept.Select(i => planned.Fields[i]));
        return output;
    }

    private static (Relation Sent, PlannedMap Planned) Narrow(Relation input, PlannedMap planned)
    {
        // At least one column, to know the rows.
        var read = planned.Plan.ColumnsRead is { Count: > 0 } some ? some : [0];
        if (read.Count == planned.Fields.Count)
        {
            return (Distinct(input, planned), planned);
        }

        // What were twins of each other need not be among fewer columns, so each travels under the name that it has there.
        var narrow = planned.Over(read);
        return (Expressions.Project(Distinct(input, planned), read.Select((c, i) => Expressions.Named(Expressions.Column(NameOf(planned, c)), new StructField { Name = NameOf(narrow, i) }))), narrow);
    }

    private static Relation Call(SparkSession session, string verb, Relation sent, PlannedMap planned, WorkerTask task, DataType output) =>
        WorkerFunction.OverRows(session, verb, sent, task, output, Enumerable.Range(0, planned.Fields.Count).Select(i => NameOf(planned, i)));

    // Two columns of one name, as joins leave them, can be kept but not named: they travel under numbers.
    private static Relation Distinct(Relation input, PlannedMap planned)
    {
        if (!planned.HasTwins)
        {
            return input;
        }

        var renamed = new ToDF { Input = input };
        renamed.ColumnNames.AddRange(Enumerable.Range(0, planned.Fields.Count).Select(Number));
        return new Relation { Common = new(), ToDf = renamed };
    }

    private static string NameOf(PlannedMap planned, int column) => planned.HasTwins ? Number(column) : planned.Fields[column].Name;

    private static string Number(int column) => string.Create(CultureInfo.InvariantCulture, $"_{column}");
}
