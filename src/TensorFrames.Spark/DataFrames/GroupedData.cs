using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>Groups of a DataFrame's rows, to be aggregated.</summary>
public sealed class GroupedData
{
    private readonly DataFrame _input;
    private readonly Column[] _keys;

    internal GroupedData(DataFrame input, IReadOnlyList<Column> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        (_input, _keys) = (input, [.. keys]);
    }

    internal DataFrame Input => _input;

    /// <summary>The keys, each of which is a column as it is.</summary>
    /// <exception cref="PlanException">A key is computed.</exception>
    internal IReadOnlyList<string> KeyNames() => [.. _keys.Select(key => (key.Node as FixedColumn)?.Name
        ?? throw new PlanException("A key of an aggregate by a graph is a column's name, and one is computed. Fix: WithColumn first, then group by that column's name."))];

    /// <summary>One row a group: its keys, then these aggregates: <c>Agg("count(*) AS n", "avg(x)")</c>.</summary>
    public DataFrame Agg(params IReadOnlyList<Column> aggregates) => _input.Step([.. _keys, .. aggregates], (input, expressions) =>
    {
        var aggregate = new Aggregate { Input = input, GroupType = Aggregate.Types.GroupType.Groupby };
        aggregate.GroupingExpressions.AddRange(expressions.Take(_keys.Length));
        aggregate.AggregateExpressions.AddRange(expressions.Skip(_keys.Length));
        return new() { Aggregate = aggregate };
    });

    /// <summary>One row a group: its keys and its number of rows as <c>count</c>.</summary>
    public DataFrame Count() => Agg(Column.Of("count(1) AS count"));
}
