using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>Puts results into the columns of a task's reply: one struct of all (207), or one column a function (200).</summary>
internal sealed class ReplyColumns
{
    private readonly bool[] _wrapped;

    private ReplyColumns(IEnumerable<Field> fields, bool[] wrapped)
    {
        Schema = new Schema(fields, null);
        _wrapped = wrapped;
    }

    internal Schema Schema { get; }

    /// <summary>Every batch is one struct whose children are the columns.</summary>
    internal static ReplyColumns Struct(IReadOnlyList<Field> columns) => new([Wrap(0, Distinct(columns))], [true]);

    /// <summary>A function with one column gives that, one with several a struct of them.</summary>
    internal static ReplyColumns Functions(IReadOnlyList<(IReadOnlyList<Field> Columns, bool IsStruct)> functions) => new(
        functions.Select((f, i) => f.IsStruct ? Wrap(i, f.Columns) : Numbered(f.Columns[0], i)),
        [.. functions.Select(f => f.IsStruct)]);

    /// <summary>One batch of the reply.</summary>
    /// <param name="results">Of the functions, of one row count. before: the caller's. success, failure: disposed of; what the reply needs, it shares.</param>
    internal RecordBatch Of(IReadOnlyList<RecordBatch> results)
    {
        var rows = results[0].Length;
        try
        {
            return new RecordBatch(Schema, results.Select((r, i) => ArrowArrayFactory.BuildArray(_wrapped[i] ? Struct(r, Schema.FieldsList[i].DataType) : r.Column(0).Data.Retain())), rows);
        }
        finally
        {
            foreach (var result in results)
            {
                result.Dispose();
            }
        }
    }

    // Spark takes them by position, but Java's Arrow would make one of two that share a name, as kept columns of a join do.
    private static IReadOnlyList<Field> Distinct(IReadOnlyList<Field> columns) =>
        columns.DistinctBy(c => c.Name, StringComparer.Ordinal).Count() == columns.Count ? columns : [.. columns.Select(Numbered)];

    private static Field Numbered(Field column, int index) => new($"_{index}", column.DataType, column.IsNullable);

    private static Field Wrap(int index, IReadOnlyList<Field> columns) => new($"_{index}", new StructType(columns), nullable: false);

    private static ArrayData Struct(RecordBatch result, IArrowType type) =>
        new(type, result.Length, 0, 0, [ArrowBuffer.Empty], [.. result.Arrays.Select(a => a.Data.Retain())]);
}
