using TensorFrames.Spark.Connect;
using static TensorFrames.Spark.Connect.Expression.Types;

namespace TensorFrames.Spark;

/// <summary>A SQL statement. The first action runs it: a query becomes a plan, a command is done, once, and its result is the plan.</summary>
internal sealed class SqlNode(SparkSession session, string query, IReadOnlyList<Literal> positional, IReadOnlyList<KeyValuePair<string, Literal>> named)
    : PlanNode(session)
{
    protected override async ValueTask<Relation> BuildAsync(CancellationToken cancellationToken)
    {
        var command = new Command { SqlCommand = Session.SparkVersion.AtLeast(4, 0) ? OfInput() : OfFields() };
        Relation? result = null;
        await foreach (var response in Session.Execute(new Plan { Command = command }).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            result = response.SqlCommandResult?.Relation ?? result;
        }

        return result ?? throw new SparkException(Stage.Run, "Spark ran the SQL and answered without a result.");
    }

    private SqlCommand OfInput()
    {
        var sql = new SQL { Query = query };
        sql.PosArguments.AddRange(positional.Select(value => new Expression { Literal = value }));
        foreach (var (name, value) in named)
        {
            sql.NamedArguments.Add(name, new Expression { Literal = value });
        }

        return new() { Input = new() { Common = new() { PlanId = Id }, Sql = sql } };
    }

    private SqlCommand OfFields()
    {
        var command = new SqlCommand { Sql = query };
        command.PosArgs.AddRange(positional);
        foreach (var (name, value) in named)
        {
            command.Args.Add(name, value);
        }

        return command;
    }
}
