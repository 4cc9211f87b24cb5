using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>Steps over two DataFrames of one session.</summary>
public sealed partial class DataFrame
{
    /// <summary>Rows of both sides where the condition holds: <c>a.Join(b, a["id"] == b["id"])</c>.</summary>
    /// <exception cref="PlanException">The other belongs to another session.</exception>
    public DataFrame Join(DataFrame other, Column condition, JoinType type = JoinType.Inner)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Pair(other, [condition], (left, right, expressions) =>
            new() { Join = new() { Left = left, Right = right, JoinCondition = expressions[0], JoinType = (Join.Types.JoinType)type } });
    }

    /// <summary>Rows of both sides with equal values in these columns, which the result has once.</summary>
    /// <exception cref="PlanException">The other belongs to another session.</exception>
    public DataFrame Join(DataFrame other, IReadOnlyList<string> usingColumns, JoinType type = JoinType.Inner)
    {
        var join = new Join { JoinType = (Join.Types.JoinType)type, UsingColumns = { usingColumns } };
        return Pair(other, [], (left, right, _) => new() { Join = new(join) { Left = left, Right = right } });
    }

    /// <summary>Every row with every row.</summary>
    /// <exception cref="PlanException">The other belongs to another session.</exception>
    public DataFrame CrossJoin(DataFrame other) => Pair(other, [], (left, right, _) =>
        new() { Join = new() { Left = left, Right = right, JoinType = Connect.Join.Types.JoinType.Cross } });

    /// <summary>The rows of both, by position of the columns; doubles stay.</summary>
    /// <exception cref="PlanException">The other belongs to another session.</exception>
    public DataFrame Union(DataFrame other) => Pair(other, [], (left, right, _) =>
        new() { SetOp = new() { LeftInput = left, RightInput = right, SetOpType = SetOperation.Types.SetOpType.Union, IsAll = true } });

    /// <summary>The rows of both, by name of the columns; doubles stay.</summary>
    /// <param name="other">The other.</param>
    /// <param name="allowMissingColumns">Whether a column that one side lacks is null there; else it is an error.</param>
    /// <exception cref="PlanException">The other belongs to another session.</exception>
    public DataFrame UnionByName(DataFrame other, bool allowMissingColumns = false) => Pair(other, [], (left, right, _) => new()
    {
        SetOp = new()
        {
            LeftInput = left,
            RightInput = right,
            SetOpType = SetOperation.Types.SetOpType.Union,
            IsAll = true,
            ByName = true,
            AllowMissingColumns = allowMissingColumns,
        },
    });

    private DataFrame Pair(DataFrame other, IReadOnlyList<Column> columns, Func<Relation, Relation, IReadOnlyList<Expression>, Relation> build)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ReferenceEquals(Session, other.Session) ? new(new PairNode(Node, other.Node, columns, build))
            : throw new PlanException("Two DataFrames of different sessions cannot meet in one plan. Fix: make both from one session.");
    }
}
