using TensorFrames.Spark.Connect;
using StructField = TensorFrames.Spark.Connect.DataType.Types.StructField;

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
        var fields = planned.FetchFields.ToArray();
        if (fields is [var single])
        {
            return Expressions.Project(input, [Expressions.Named(results, single), .. kept]);
        }

        var computed = Expressions.Project(input, [Expressions.Named(results, new StructField { Name = Results }), .. kept]);
        return Expressions.Project(computed, [.. fields.Select(f => Expressions.Named(Expressions.Member(Expressions.Column(Results), f.Name), f)), .. kept]);
    }

    /// <summary>The graph as an expression of its fed columns, the plan's only ones: the fetch itself, or a struct of several.</summary>
    internal static Expression Function(
        SparkSession session, string name, PlannedMap planned, TaskGraph graph, ExecutorOptions executors, IEnumerable<Expression> arguments)
    {
        // Spark compares the types that come with those declared, metadata and all, and Arrow brings it none.
        var fields = planned.FetchFields.Select(f => new StructField { Name = f.Name, DataType = f.DataType, Nullable = f.Nullable }).ToArray();
        var output = new DataType { Struct = new() };
        output.Struct.Fields.AddRange(fields);
        return WorkerFunction.OverColumns(
            session, name, planned.IsDeterministic, planned.Task(graph, executors, Proto.Reply.Rows), fields is [var single] ? single.DataType : output, arguments);
    }
}
