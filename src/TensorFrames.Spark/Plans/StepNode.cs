using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>A step over one input, with the expressions it needs.</summary>
/// <param name="input">The input.</param>
/// <param name="columns">What the step computes from the input's columns.</param>
/// <param name="build">The relation over the input's relation and the expressions, in the order of <paramref name="columns"/>.</param>
internal sealed class StepNode(PlanNode input, IReadOnlyList<Column> columns, Func<Relation, IReadOnlyList<Expression>, Relation> build)
    : PlanNode(input.Session)
{
    // The caller may use the list for something else before the first action.
    private readonly Column[] _columns = [.. columns];

    internal StepNode(PlanNode input, Func<Relation, Relation> build)
        : this(input, [], (relation, _) => build(relation))
    {
    }

    internal override IReadOnlyList<PlanNode> Inputs => [input];

    protected override async ValueTask<Relation> BuildAsync(CancellationToken cancellationToken) => build(
        await input.ResolveAsync(cancellationToken).ConfigureAwait(false),
        await new ColumnContext(input).ResolveAsync(_columns, cancellationToken).ConfigureAwait(false));
}
