using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>
/// A column computed from a DataFrame's columns. Most are SQL text, <c>Column.Of("x + 1")</c> or just <c>"x + 1"</c> where a
/// column is wanted. Nothing is checked before an action: Spark resolves names and types.
/// </summary>
public sealed partial class Column
{
    internal Column(ColumnNode node) => Node = node;

    internal Column(Expression expression)
        : this(new FixedColumn(expression))
    {
    }

    internal ColumnNode Node { get; }

    /// <summary>A SQL expression: a column's name, <c>*</c>, <c>x + 1</c>, <c>sum(x) AS total</c>.</summary>
    public static Column Of(string sql)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        return new(new Expression { ExpressionString = new() { Expression = sql } });
    }

    /// <summary>The column of this very name, whatever characters it holds.</summary>
    public static Column Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new(new Expression { UnresolvedAttribute = new() { UnparsedIdentifier = SparkTypeText.Quoted(name) } });
    }

    /// <summary>A SQL expression.</summary>
    public static implicit operator Column(string sql) => Of(sql);
}
