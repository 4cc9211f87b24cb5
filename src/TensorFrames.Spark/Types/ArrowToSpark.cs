using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Spark.Connect;
using static TensorFrames.Spark.Connect.DataType;

namespace TensorFrames.Spark;

/// <summary>The Spark types of Arrow columns that Spark can take as they are; others are converted before they get here.</summary>
internal static class ArrowToSpark
{
    /// <exception cref="PlanException">A column is of a type that Spark has not; the message names it.</exception>
    internal static DataType Schema(Schema schema)
    {
        var result = new DataType { Struct = new() };
        result.Struct.Fields.AddRange(schema.FieldsList.Select(Field));
        return result;
    }

    internal static Types.StructField Field(Field field)
    {
        try
        {
            var result = new Types.StructField { Name = field.Name, DataType = Type(field.DataType), Nullable = field.IsNullable };
            if (FieldMetadata.ToJson(field.Metadata) is { } metadata)
            {
                result.Metadata = metadata;
            }

            return result;
        }
        catch (NotSupportedException e)
        {
            throw new PlanException($"Column '{field.Name}' cannot go to Spark: {e.Message}") { Column = field.Name };
        }
    }

    internal static DataType Type(IArrowType type) => type switch
    {
        NullType => new() { Null = new() },
        BooleanType => new() { Boolean = new() },
        Int8Type => new() { Byte = new() },
        Int16Type => new() { Short = new() },
        Int32Type => new() { Integer = new() },
        Int64Type => new() { Long = new() },
        FloatType => new() { Float = new() },
        DoubleType => new() { Double = new() },
        Decimal128Type d => new() { Decimal = new() { Precision = d.Precision, Scale = d.Scale } },
        StringType or LargeStringType => new() { String = new() },
        BinaryType or LargeBinaryType => new() { Binary = new() },
        Date32Type => new() { Date = new() },
        TimestampType { Unit: TimeUnit.Microsecond, Timezone: null or "" } => new() { TimestampNtz = new() },
        TimestampType { Unit: TimeUnit.Microsecond } => new() { Timestamp = new() },
        Time64Type { Unit: TimeUnit.Nanosecond } => new() { Time = new() { Precision = 6 } },
        IntervalType { Unit: IntervalUnit.YearMonth } => new() { YearMonthInterval = new() { StartField = 0, EndField = 1 } },
        IntervalType { Unit: IntervalUnit.MonthDayNanosecond } => new() { CalendarInterval = new() },
        DurationType { Unit: TimeUnit.Microsecond } => new() { DayTimeInterval = new() { StartField = 0, EndField = 3 } },
        MapType map => new() { Map = new() { KeyType = Type(map.KeyField.DataType), ValueType = Type(map.ValueField.DataType), ValueContainsNull = map.ValueField.IsNullable } },
        ListType list => new() { Array = new() { ElementType = Type(list.ValueDataType), ContainsNull = list.ValueField.IsNullable } },
        StructType s => Schema(new Schema(s.Fields, null)),
        _ => throw new NotSupportedException($"Arrow's {type.Name} has no Spark type."),
    };
}
