using System.Globalization;
using Apache.Arrow;
using TensorFrames.Columns;

namespace TensorFrames.Spark.Shapes;

/// <summary>One aggregate over all rows for the smallest and largest size of every column's arrays, at each depth, and its nulls.</summary>
/// <param name="schema">The columns.</param>
/// <param name="names">What SQL calls them.</param>
internal sealed class ShapeQuery(Schema schema, IReadOnlyList<string> names)
{
    /// <summary>SQL, in the order in which <see cref="Read"/> takes their values.</summary>
    internal IReadOnlyList<string> Aggregates { get; } = ["count(1)", .. schema.FieldsList.SelectMany((field, i) => Of(field, names[i])).Select((sql, i) => string.Create(CultureInfo.InvariantCulture, $"{sql} AS _{i}"))];

    internal TableAnalysis Read(Row row)
    {
        var at = 0;
        var rows = Long(row, at++)!.Value;
        List<ColumnAnalysis> columns = [];
        foreach (var field in schema.FieldsList)
        {
            var nulls = Long(row, at++) ?? 0;
            List<long> sizes = [];
            for (var depth = Depth(field); depth > 0; depth--)
            {
                var (least, most) = (Long(row, at++), Long(row, at++));
                nulls += Long(row, at++) ?? 0;
                if (least is { } size)
                {
                    sizes.Add(size == most ? size : -1);
                }
            }

            columns.Add(TensorFrames.Columns.Shapes.Analysis(field, sizes, nulls));
        }

        return new TableAnalysis(rows, columns);
    }

    private static IEnumerable<string> Of(Field field, string name)
    {
        var column = SparkTypeText.Quoted(name);
        yield return $"sum(if({column} IS NULL, 1, 0))";
        var (depth, arrays) = (Depth(field), $"array({column})");
        for (var level = 0; level < depth; level++)
        {
            // All arrays of this depth in a row, then the sizes of those that are no nulls.
            var present = $"filter({arrays}, a -> a IS NOT NULL)";
            var sizes = $"transform({present}, a -> size(a))";
            yield return $"min(array_min({sizes}))";
            yield return $"max(array_max({sizes}))";
            arrays = $"flatten({present})";
            yield return $"sum(cast(size(filter({arrays}, a -> a IS NULL)) AS bigint))";
        }
    }

    // Of what is a tensor; a user-defined type is no array to SQL.
    private static int Depth(Field field) => field.DataType is Apache.Arrow.Types.StructType || TensorFrames.Columns.Shapes.Of(field) is not { } ? 0
        : TensorFrames.Columns.In.ColumnTensor.Of(field)!.Cell.Rank;

    private static long? Long(Row row, int index) => row[index] is { } value ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;
}
