using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Spark.Worker.Tasks;

/// <summary>A batch of one row.</summary>
internal static class OneRow
{
    internal static RecordBatch Of(Schema schema, IReadOnlyDictionary<string, object> values) =>
        new(schema, schema.FieldsList.Select(field => Cell(field, values[field.Name])), 1);

    private static IArrowArray Cell(Field field, object value) => field.DataType switch
    {
        BooleanType => new BooleanArray.Builder().Append((bool)value).Build(),
        Int32Type => new Int32Array.Builder().Append((int)value).Build(),
        Int64Type => new Int64Array.Builder().Append((long)value).Build(),
        DoubleType => new DoubleArray.Builder().Append((double)value).Build(),
        _ => new StringArray.Builder().Append((string)value).Build(),
    };
}
