using System.Text.RegularExpressions;
using TensorFrames.Spark.Connect;
using static TensorFrames.Spark.Connect.Expression.Types;

namespace TensorFrames.Spark;

/// <summary>What to order by: a sort order as it is, SQL text with its own ASC, DESC, NULLS, any other column small first.</summary>
internal static partial class SortText
{
    internal static SortOrder Of(Expression expression)
    {
        if (expression.SortOrder is { } order)
        {
            return order;
        }

        // Spark parses the text as an expression, which has no order.
        if (expression.ExpressionString?.Expression is { } sql && Ending().Match(sql) is { Success: true } ending)
        {
            var descending = ending.Groups["order"].Value.Equals("DESC", StringComparison.OrdinalIgnoreCase);
            var nulls = ending.Groups["nulls"].Value;
            var nullsLast = nulls.Length > 0 ? nulls.Equals("LAST", StringComparison.OrdinalIgnoreCase) : descending;
            return Order(new() { ExpressionString = new() { Expression = sql[..ending.Index] } }, descending, nullsLast);
        }

        return Order(expression, descending: false, nullsLast: false);
    }

    internal static SortOrder Order(Expression expression, bool descending, bool nullsLast) => new()
    {
        Child = expression,
        Direction = descending ? SortOrder.Types.SortDirection.Descending : SortOrder.Types.SortDirection.Ascending,
        NullOrdering = nullsLast ? SortOrder.Types.NullOrdering.SortNullsLast : SortOrder.Types.NullOrdering.SortNullsFirst,
    };

    [GeneratedRegex(@"\s+(?:(?<order>ASC|DESC)(?:\s+NULLS\s+(?<nulls>FIRST|LAST))?|NULLS\s+(?<nulls>FIRST|LAST))\s*$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ending();
}
