using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>A SQL statement. The first action runs it: a query becomes a plan, a command is done, once, and its result is the plan.</summary>
internal sealed class SqlNode(SparkSession session, SQL query) : PlanNode(session)
{
    protected override async ValueTask<Relation> BuildAsync(CancellationToken cancellationToken)
    {
        var command = new SqlCommand();
        if (Session.SparkVersion.AtLeast(4, 0))
        {
            command.Input = new() { Common = new() { PlanId = Id }, Sql = query };
        }
        else
        {
            command.Sql = query.Query;
            command.Args.Add(query.Args);
            command.PosArgs.Add(query.PosArgs);
        }

        Relation? result = null;
        await foreach (var response in Session.Execute(new Plan { Command = new() { SqlCommand = command } }).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            result = response.SqlCommandResult?.Relation ?? result;
        }

        return result?.Clone() ?? throw new SparkException(Stage.Run, "Spark ran the SQL and answered without a result.");
    }
}
