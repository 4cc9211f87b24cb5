using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>Steps over one DataFrame. Wrong names and types show at the first action.</summary>
public sealed partial class DataFrame
{
    /// <summary>The column of this name in this very DataFrame: in a join it tells both sides apart.</summary>
    public Column this[string name] =>
        new(new Expression { UnresolvedAttribute = new() { UnparsedIdentifier = SparkTypeText.Quoted(name), PlanId = Node.Id } });

    /// <summary>These columns only: names, SQL, or columns built here; <c>"*"</c> is all.</summary>
    public DataFrame Select(params IReadOnlyList<Column> columns) => Step(columns, (input, expressions) =>
    {
        var project = new Project { Input = input };
        project.Expressions.AddRange(expressions);
        return new() { Project = project };
    });

    /// <summary>These SQL expressions: <c>SelectExpr("id", "x * 2 AS twice")</c>.</summary>
    public DataFrame SelectExpr(params IReadOnlyList<string> expressions) => Select([.. expressions.Select(Column.Of)]);

    /// <summary>The rows for which it holds.</summary>
    public DataFrame Filter(Column condition) => Step([condition], (input, expressions) => new() { Filter = new() { Input = input, Condition = expressions[0] } });

    /// <summary>As <see cref="Filter"/>.</summary>
    public DataFrame Where(Column condition) => Filter(condition);

    /// <summary>With one column more, or another in its place.</summary>
    public DataFrame WithColumn(string name, Column column) => WithColumns([new(name, column)]);

    /// <summary>With columns more, or others in their place; all are computed from the columns as they are now.</summary>
    public DataFrame WithColumns(params IReadOnlyList<KeyValuePair<string, Column>> columns)
    {
        string[] names = [.. columns.Select(pair => pair.Key)];
        return Step([.. columns.Select(pair => pair.Value)], (input, expressions) =>
        {
            var with = new WithColumns { Input = input };
            with.Aliases.AddRange(names.Select((name, i) => new Expression.Types.Alias { Expr = expressions[i], Name = { name } }));
            return new() { WithColumns = with };
        });
    }

    /// <summary>With another name for a column; as it is where there is no such column.</summary>
    public DataFrame WithColumnRenamed(string name, string newName) => Step(input =>
        new() { WithColumnsRenamed = new() { Input = input, RenameColumnsMap = { [name] = newName } } });

    /// <summary>Without these columns; names that it does not have are passed over.</summary>
    public DataFrame Drop(params IReadOnlyList<string> names)
    {
        var drop = new Drop { ColumnNames = { names } };
        return Step(input => new() { Drop = new(drop) { Input = input } });
    }

    /// <summary>Ordered over all partitions: <c>OrderBy("x DESC", "y")</c>.</summary>
    public DataFrame OrderBy(params IReadOnlyList<Column> columns) => Sorted(columns, global: true);

    /// <summary>As <see cref="OrderBy"/>.</summary>
    public DataFrame Sort(params IReadOnlyList<Column> columns) => Sorted(columns, global: true);

    /// <summary>Ordered within each partition.</summary>
    public DataFrame SortWithinPartitions(params IReadOnlyList<Column> columns) => Sorted(columns, global: false);

    /// <summary>The first rows.</summary>
    public DataFrame Limit(int count) => Step(input => new() { Limit = new() { Input = input, Limit_ = count } });

    /// <summary>Without the first rows.</summary>
    public DataFrame Offset(int count) => Step(input => new() { Offset = new() { Input = input, Offset_ = count } });

    /// <summary>A part of the rows by chance.</summary>
    /// <param name="fraction">The chance of each row; with replacement, how often it is expected.</param>
    /// <param name="withReplacement">Whether a row may come more than once.</param>
    /// <param name="seed">The same seed picks the same rows of the same partitions; by default another each time.</param>
    public DataFrame Sample(double fraction, bool withReplacement = false, long? seed = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fraction);
        var drawn = seed ?? Random.Shared.NextInt64();
        return Step(input => new() { Sample = new() { Input = input, LowerBound = 0, UpperBound = fraction, WithReplacement = withReplacement, Seed = drawn } });
    }

    /// <summary>Each row once.</summary>
    public DataFrame Distinct() => Step(input => new() { Deduplicate = new() { Input = input, AllColumnsAsKeys = true } });

    /// <summary>One row for each value of these columns.</summary>
    public DataFrame DropDuplicates(params IReadOnlyList<string> names)
    {
        var deduplicate = new Deduplicate { ColumnNames = { names } };
        return names.Count == 0 ? Distinct() : Step(input => new() { Deduplicate = new(deduplicate) { Input = input } });
    }

    /// <summary>In this many partitions, of about equal size.</summary>
    public DataFrame Repartition(int partitions) => Step(input => new() { Repartition = new() { Input = input, NumPartitions = partitions, Shuffle = true } });

    /// <summary>With equal values of these columns in one partition; as many partitions as the session shuffles into.</summary>
    public DataFrame Repartition(params IReadOnlyList<Column> columns) => Repartitioned(null, columns);

    /// <summary>In this many partitions, with equal values of these columns in one.</summary>
    public DataFrame Repartition(int partitions, params IReadOnlyList<Column> columns) => Repartitioned(partitions, columns);

    /// <summary>In at most this many partitions, joined without moving rows between executors.</summary>
    public DataFrame Coalesce(int partitions) => Step(input => new() { Repartition = new() { Input = input, NumPartitions = partitions, Shuffle = false } });

    /// <summary>Under a name that SQL expressions can use: <c>a.id = b.id</c>.</summary>
    public DataFrame Alias(string name) => Step(input => new() { SubqueryAlias = new() { Input = input, Alias = name } });

    /// <summary>Groups of equal values of these columns; none makes one group of all rows.</summary>
    public GroupedData GroupBy(params IReadOnlyList<Column> columns) => new(this, columns);

    /// <summary>One row of aggregates over all rows: <c>Agg("sum(x) AS total")</c>.</summary>
    public DataFrame Agg(params IReadOnlyList<Column> aggregates) => GroupBy().Agg(aggregates);

    internal DataFrame Step(Func<Relation, Relation> build) => new(new StepNode(Node, build));

    internal DataFrame Step(IReadOnlyList<Column> columns, Func<Relation, IReadOnlyList<Expression>, Relation> build)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return new(new StepNode(Node, columns, build));
    }

    private DataFrame Sorted(IReadOnlyList<Column> columns, bool global) => Step(columns, (input, expressions) =>
    {
        var sort = new Sort { Input = input, IsGlobal = global };
        sort.Order.AddRange(expressions.Select(SortText.Of));
        return new() { Sort = sort };
    });

    private DataFrame Repartitioned(int? partitions, IReadOnlyList<Column> columns) => Step(columns, (input, expressions) =>
    {
        var repartition = new RepartitionByExpression { Input = input };
        repartition.PartitionExprs.AddRange(expressions);
        if (partitions is { } count)
        {
            repartition.NumPartitions = count;
        }

        return new() { RepartitionByExpression = repartition };
    });
}
