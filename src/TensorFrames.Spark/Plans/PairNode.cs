using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>A step over two inputs, with the expressions it needs; those that ask for a schema get the left one's.</summary>
internal sealed class PairNode(
    PlanNode left, PlanNode right, IReadOnlyList<Column> columns, Func<Relation, Relation, IReadOnlyList<Expression>, Relation> build)
    : PlanNode(left.Session)
{
    internal override IReadOnlyList<PlanNode> Inputs => [left, right];

    protected override async ValueTask<Relation> BuildAsync(CancellationToken cancellationToken) => build(
        await left.ResolveAsync(cancellationToken).ConfigureAwait(false),
        await right.ResolveAsync(cancellationToken).ConfigureAwait(false),
        await new ColumnContext(left).ResolveAsync(columns, cancellationToken).ConfigureAwait(false));
}
