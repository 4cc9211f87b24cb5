using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>Where a column is used.</summary>
/// <param name="Input">The plan whose columns it is computed from; its schema can be asked for.</param>
internal sealed record ColumnContext(PlanNode Input)
{
    internal SparkSession Session => Input.Session;

    /// <summary>The expressions of several columns, in order.</summary>
    internal async ValueTask<Expression[]> ResolveAsync(IReadOnlyList<Column> columns, CancellationToken cancellationToken)
    {
        var expressions = new Expression[columns.Count];
        for (var i = 0; i < expressions.Length; i++)
        {
            expressions[i] = await columns[i].Node.ResolveAsync(this, cancellationToken).ConfigureAwait(false);
        }

        return expressions;
    }
}
