using System.Text.RegularExpressions;
using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>
/// What a <see cref="Column"/> computes. It becomes an <see cref="Expression"/> where it is used, which may take calls: a
/// graph asks for the schema of the plan and ships itself. Immutable; may be used in several plans.
/// </summary>
internal abstract class ColumnNode
{
    /// <summary>The expression over the context's input. Callers must not change it.</summary>
    internal abstract ValueTask<Expression> ResolveAsync(ColumnContext context, CancellationToken cancellationToken);
}

/// <summary>An expression that is the same wherever it is used.</summary>
internal sealed partial class FixedColumn(Expression expression) : ColumnNode
{
    /// <summary>The column that it is, by its name; null for anything that is computed.</summary>
    internal string? Name => (expression.UnresolvedAttribute?.UnparsedIdentifier ?? expression.ExpressionString?.Expression) is not { } text ? null
        : Plain().IsMatch(text) ? text
        : Quoted().IsMatch(text) ? text[1..^1].Replace("``", "`", StringComparison.Ordinal) : null;

    internal override ValueTask<Expression> ResolveAsync(ColumnContext context, CancellationToken cancellationToken) => new(expression);

    [GeneratedRegex(@"^[\p{L}_][\w]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();

    [GeneratedRegex("^`(``|[^`])+`$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();
}

/// <summary>An expression over other columns.</summary>
internal sealed class DerivedColumn(IReadOnlyList<Column> inputs, Func<IReadOnlyList<Expression>, Expression> build) : ColumnNode
{
    // The caller may use the list for something else before the first action.
    private readonly Column[] _inputs = [.. inputs];

    internal override async ValueTask<Expression> ResolveAsync(ColumnContext context, CancellationToken cancellationToken) =>
        build(await context.ResolveAsync(_inputs, cancellationToken).ConfigureAwait(false));
}
