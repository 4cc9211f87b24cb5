using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark.Verbs;

/// <summary>A map as a function of the fed columns: Spark keeps the others itself and joins the results to their rows.</summary>
internal static class FedColumnsForm
{
    // Never a column of a user's.
    private const string Results = "__tensorframes_results";

    /// <summary>The fetches, then the kept columns.</summary>
    internal static Relation Of(SparkSession session, string verb, Relation input, PlannedMap planned, TaskGraph graph, ExecutorOptions executors)
    {
        var results = Function(session, verb, planned.OverFed(), graph, executors, planned.FedColumns.Select(i => Expressions.Column(planned.Fields[i].Name)));
        var kept = planned.Plan.Kept.Select(i => Expressions.Column(planned.Fields[i].Name)).ToArray();
        var names = planned.Plan.Fetches.Select(f => f.Name).ToArray();
        if (names is [var single])
        {
            return Expressions.Project(input, [Expressions.Named(results, single), .. kept]);
        }

        var computed = Expressions.Project(input, [Expressions.Named(results, Results), .. kept]);
        return Expressions.Project(computed, [.. names.Select(n => Expressions.Named(Expressions.Member(Expressions.Column(Results), n), n)), .. kept]);
    }

    /// <summary>The graph as an expression of its fed columns, the plan's only ones: the fetch itself, or a struct of several.</summary>
    internal static Expression Function(
        SparkSession session, string name, PlannedMap planned, TaskGraph graph, ExecutorOptions executors, IEnumerable<Expression> arguments)
    {
        var fields = planned.FetchFields.ToArray();
        var output = new DataType { Struct = new() };
        output.Struct.Fields.AddRange(fields);
        return new Expression
        {
            CommonInlineUserDefinedFunction = WorkerFunction.Of(
                session,
                name,
                !planned.Graph.IsStateful,
                WorkerFunction.Scalar,
                planned.Task(graph, executors, Proto.Reply.Rows),
                fields is [var single] ? single.DataType : output,
                arguments),
        };
    }
}
