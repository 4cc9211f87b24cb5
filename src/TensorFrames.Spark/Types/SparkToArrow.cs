using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Spark.Connect;
using static TensorFrames.Spark.Connect.DataType;

namespace TensorFrames.Spark;

/// <summary>The Arrow types in which Spark hands its columns over, to a worker and to a client alike.</summary>
/// <param name="timeZone">The session's time zone, which every timestamp carries.</param>
/// <param name="largeVarTypes">Whether the session sends strings and binaries with 64-bit offsets.</param>
internal sealed class SparkToArrow(string timeZone, bool largeVarTypes = false)
{
    private static readonly Dictionary<string, string> s_variant = new(StringComparer.Ordinal) { ["variant"] = "true" };

    /// <summary>The schema of a DataFrame's batches.</summary>
    /// <exception cref="PlanException">A column is of a type that Spark does not hand over; the message names it.</exception>
    internal Schema Schema(DataType type) => new([.. type.Struct.Fields.Select(Field)], null);

    internal Field Field(Types.StructField field)
    {
        try
        {
            return new(field.Name, Type(field.DataType), field.Nullable, field.HasMetadata ? FieldMetadata.FromJson(field.Metadata) : null);
        }
        catch (NotSupportedException e)
        {
            throw new PlanException($"Column '{field.Name}' ({SparkTypeText.Ddl(field.DataType)}) cannot leave Spark as Arrow: {e.Message}") { Column = field.Name };
        }
    }

    internal IArrowType Type(DataType type) => type.KindCase switch
    {
        KindOneofCase.Null => NullType.Default,
        KindOneofCase.Boolean => BooleanType.Default,
        KindOneofCase.Byte => Int8Type.Default,
        KindOneofCase.Short => Int16Type.Default,
        KindOneofCase.Integer => Int32Type.Default,
        KindOneofCase.Long => Int64Type.Default,
        KindOneofCase.Float => FloatType.Default,
        KindOneofCase.Double => DoubleType.Default,
        KindOneofCase.Decimal => new Decimal128Type(type.Decimal.HasPrecision ? type.Decimal.Precision : 10, type.Decimal.Scale),
        KindOneofCase.String or KindOneofCase.Char or KindOneofCase.VarChar => largeVarTypes ? LargeStringType.Default : StringType.Default,
        KindOneofCase.Binary => largeVarTypes ? LargeBinaryType.Default : BinaryType.Default,
        KindOneofCase.Date => Date32Type.Default,
        KindOneofCase.Timestamp => new TimestampType(TimeUnit.Microsecond, timeZone),
        KindOneofCase.TimestampNtz => new TimestampType(TimeUnit.Microsecond, (string?)null),
        KindOneofCase.Time => new Time64Type(TimeUnit.Nanosecond),
        KindOneofCase.CalendarInterval => IntervalType.MonthDayNanosecond,
        KindOneofCase.YearMonthInterval => IntervalType.YearMonth,
        KindOneofCase.DayTimeInterval => DurationType.Microsecond,
        KindOneofCase.Array => new ListType(new Field("element", Type(type.Array.ElementType), type.Array.ContainsNull)),
        KindOneofCase.Struct => new StructType([.. type.Struct.Fields.Select(Field)]),
        KindOneofCase.Map => new MapType(
            new Field("key", Type(type.Map.KeyType), nullable: false), new Field("value", Type(type.Map.ValueType), type.Map.ValueContainsNull)),
        KindOneofCase.Udt => Type(type.Udt.SqlType),
        KindOneofCase.Variant => new StructType(
            [new("value", BinaryType.Default, nullable: false), new("metadata", BinaryType.Default, nullable: false, s_variant)]),
        _ => throw new NotSupportedException($"type {type.KindCase} has no Arrow form."),
    };
}
