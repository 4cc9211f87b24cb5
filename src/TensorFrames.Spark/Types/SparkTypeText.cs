using TensorFrames.Spark.Connect;
using static TensorFrames.Spark.Connect.DataType;

namespace TensorFrames.Spark;

/// <summary>Spark's types as SQL writes them.</summary>
internal static class SparkTypeText
{
    private static readonly string[] s_yearMonth = ["year", "month"];
    private static readonly string[] s_dayTime = ["day", "hour", "minute", "second"];

    /// <summary>The columns of a schema: <c>`id` bigint NOT NULL, `x` array&lt;double&gt;</c>.</summary>
    internal static string Columns(DataType schema) =>
        string.Join(", ", schema.Struct.Fields.Select(field => $"{Quoted(field.Name)} {Ddl(field.DataType)}{(field.Nullable ? "" : " NOT NULL")}"));

    internal static string Ddl(DataType type) => type.KindCase switch
    {
        KindOneofCase.Byte => "tinyint",
        KindOneofCase.Short => "smallint",
        KindOneofCase.Integer => "int",
        KindOneofCase.Long => "bigint",
        KindOneofCase.Array => $"array<{Ddl(type.Array.ElementType)}>",
        KindOneofCase.Map => $"map<{Ddl(type.Map.KeyType)}, {Ddl(type.Map.ValueType)}>",
        KindOneofCase.Struct => $"struct<{string.Join(", ", type.Struct.Fields.Select(field => $"{Quoted(field.Name)}: {Ddl(field.DataType)}{(field.Nullable ? "" : " NOT NULL")}"))}>",
        KindOneofCase.Udt => Ddl(type.Udt.SqlType),
        _ => Simple(type) ?? type.KindCase.ToString().ToLowerInvariant(),
    };

    /// <summary>Types that SQL and JSON write alike; null for the others.</summary>
    internal static string? Simple(DataType type) => type.KindCase switch
    {
        KindOneofCase.Null => "void",
        KindOneofCase.Boolean => "boolean",
        KindOneofCase.Float => "float",
        KindOneofCase.Double => "double",
        KindOneofCase.String => "string",
        KindOneofCase.Char => $"char({type.Char.Length})",
        KindOneofCase.VarChar => $"varchar({type.VarChar.Length})",
        KindOneofCase.Binary => "binary",
        KindOneofCase.Date => "date",
        KindOneofCase.Timestamp => "timestamp",
        KindOneofCase.TimestampNtz => "timestamp_ntz",
        KindOneofCase.Time => $"time({(type.Time.HasPrecision ? type.Time.Precision : 6)})",
        KindOneofCase.Decimal => $"decimal({(type.Decimal.HasPrecision ? type.Decimal.Precision : 10)},{type.Decimal.Scale})",
        KindOneofCase.CalendarInterval => "interval",
        KindOneofCase.YearMonthInterval => Interval(s_yearMonth, type.YearMonthInterval.StartField, type.YearMonthInterval.HasEndField ? type.YearMonthInterval.EndField : 1),
        KindOneofCase.DayTimeInterval => Interval(s_dayTime, type.DayTimeInterval.StartField, type.DayTimeInterval.HasEndField ? type.DayTimeInterval.EndField : 3),
        KindOneofCase.Variant => "variant",
        KindOneofCase.Unparsed => type.Unparsed.DataTypeString,
        _ => null,
    };

    internal static string Quoted(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    private static string Interval(string[] fields, int start, int end) =>
        start == end ? $"interval {fields[start]}" : $"interval {fields[start]} to {fields[end]}";
}
