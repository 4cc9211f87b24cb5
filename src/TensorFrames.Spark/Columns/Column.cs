using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>
/// A column computed from a DataFrame's columns. Most are SQL text, <c>Column.Of("x + 1")</c> or just <c>"x + 1"</c> where a
/// column is wanted. Nothing is checked before an action: Spark resolves names and types. Immutable.
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

    /// <summary>A constant: null, bool, a number, a string, byte[], DateOnly, DateTime, DateTimeOffset, TimeSpan.</summary>
    /// <exception cref="PlanException">The value's type has no Spark constant.</exception>
    public static Column Value(object? value) => new(Literals.Expression(value));

    /// <summary>One of Spark's functions, or one registered there, over columns: <c>Column.Call("sum", df["x"])</c>.</summary>
    public static Column Call(string function, params IReadOnlyList<Column> arguments)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(function);
        ArgumentNullException.ThrowIfNull(arguments);
        return new(new DerivedColumn(arguments, expressions =>
        {
            var call = new Expression { UnresolvedFunction = new() { FunctionName = function } };
            call.UnresolvedFunction.Arguments.AddRange(expressions);
            return call;
        }));
    }

    /// <summary>A SQL expression.</summary>
    public static implicit operator Column(string sql) => Of(sql);

    /// <summary>Under this name.</summary>
    public Column As(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Derive(expression => new() { Alias = new() { Expr = expression, Name = { name } } });
    }

    /// <summary>As another type, in SQL's words: <c>bigint</c>, <c>array&lt;float&gt;</c>.</summary>
    public Column Cast(string type)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(type);
        return Derive(expression => new() { Cast = new() { Expr = expression, TypeStr = type } });
    }

    /// <summary>A field of a struct.</summary>
    public Column Field(string name) => Extract(name);

    /// <summary>An element of an array, counted from 0, or the value of a map's key.</summary>
    public Column Item(object key) => Extract(key);

    /// <summary>Whether it is null.</summary>
    public Column IsNull() => Call("isNull", this);

    /// <summary>Whether it is not null.</summary>
    public Column IsNotNull() => Call("isNotNull", this);

    /// <summary>Whether it is one of these constants.</summary>
    public Column In(params IReadOnlyList<object?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Call("in", [this, .. values.Select(Value)]);
    }

    /// <summary>Whether it matches a SQL pattern: <c>%</c> any characters, <c>_</c> one.</summary>
    public Column Like(string pattern) => Call("like", this, Value(pattern));

    /// <summary>For ordering: small first.</summary>
    /// <param name="nullsLast">Nulls come first by default.</param>
    public Column Asc(bool nullsLast = false) => Derive(expression => new() { SortOrder = SortText.Order(expression, descending: false, nullsLast) });

    /// <summary>For ordering: large first.</summary>
    /// <param name="nullsLast">Nulls come last by default.</param>
    public Column Desc(bool nullsLast = true) => Derive(expression => new() { SortOrder = SortText.Order(expression, descending: true, nullsLast) });

    internal Column Derive(Func<Expression, Expression> build) => new(new DerivedColumn([this], expressions => build(expressions[0])));

    private Column Extract(object key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Derive(expression => new() { UnresolvedExtractValue = new() { Child = expression, Extraction = Literals.Expression(key) } });
    }
}
