using Apache.Arrow;
using TensorFrames.Columns;
using TensorFrames.Columns.In;
using TensorFrames.Memory;

namespace TensorFrames.Spark;

/// <summary>
/// A local table's columns as Spark takes them: dictionaries as values, views plain, fixed-size and large lists as lists,
/// unsigned and half-precision numbers in the next wider type. A column that Spark takes as it is stays where it is; the
/// dtype and the cell shape of the others are kept in the field's metadata.
/// </summary>
internal sealed class SparkTable
{
    private readonly SparkField[] _fields;
    private readonly Schema _input;

    private SparkTable(Schema input, SparkField[] fields)
    {
        (_input, _fields) = (input, fields);
        Schema = new Schema([.. fields.Select(f => f.Field)], input.Metadata);
    }

    /// <summary>The columns that Spark gets.</summary>
    internal Schema Schema { get; }

    /// <summary>Whether no column changes.</summary>
    internal bool IsPlain => System.Array.TrueForAll(_fields, f => f.Convert is null);

    /// <summary>Plans the conversion of a table's columns.</summary>
    /// <param name="schema">The table's.</param>
    /// <param name="spark">The cluster's version: times of day are there from 4.1 on.</param>
    /// <exception cref="PlanException">A column's type has no place in Spark; the message names it and the fix.</exception>
    internal static SparkTable Of(Schema schema, Version spark) => new(schema, [.. schema.FieldsList.Select(f => Plan(f, spark))]);

    /// <summary>The batch, which is taken over, as Spark takes it; the caller's to dispose.</summary>
    /// <exception cref="BlockException">A value has no place in Spark's type.</exception>
    internal RecordBatch Convert(RecordBatch batch)
    {
        using var shared = SharedBatch.Adopt(batch);
        var arrays = new IArrowArray[_fields.Length];
        for (var i = 0; i < arrays.Length; i++)
        {
            var data = shared.Column(i).Data;
            try
            {
                arrays[i] = ArrowArrayFactory.BuildArray(_fields[i].Convert is { } convert ? convert(data) : data.Retain());
            }
            catch (Exception e) when (e is OverflowException or InvalidDataException)
            {
                var field = _input.FieldsList[i];
                throw new BlockException($"Column '{field.Name}' ({ArrowTypeNames.Of(field.DataType)}) cannot become Spark's {ArrowTypeNames.Of(_fields[i].Field.DataType)}: {e.Message}", e) { Column = field.Name };
            }
        }

        return new RecordBatch(Schema, arrays, shared.Length);
    }

    private static SparkField Plan(Field field, Version spark)
    {
        var planned = SparkTypePlan.Of(field, new SparkTypePlan.Context(field, spark));

        // What an extension says of its storage need not hold for another; Spark knows none.
        var kept = (field.Metadata ?? new Dictionary<string, string>(StringComparer.Ordinal)).Where(m => m.Key is not (FixedShapeTensor.NameKey or FixedShapeTensor.MetadataKey));
        var metadata = kept.ToDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal);
        if (ColumnTensor.Of(field) is { Dense: MLlibKind.None } column)
        {
            var dtype = column.DType == DType.UInt16 && SparkColumn.DTypeOf(field) == DType.BFloat16 ? DType.BFloat16 : column.DType;
            foreach (var (key, value) in SparkColumn.Metadata(dtype, column.Tensor ?? column.Cell))
            {
                metadata.TryAdd(key, value);
            }
        }

        return planned with { Field = new Field(field.Name, planned.Field.DataType, field.IsNullable, metadata) };
    }
}
