using System.Data.SqlTypes;
using System.Globalization;
using Google.Protobuf;
using TensorFrames.Spark.Connect;
using static TensorFrames.Spark.Connect.Expression.Types;

namespace TensorFrames.Spark;

/// <summary>.NET values as Spark's constants.</summary>
internal static class Literals
{
    private const int UnixEpochDay = 719_162;

    /// <exception cref="PlanException">The value's type has no Spark constant.</exception>
    internal static Literal Of(object? value) => value switch
    {
        null => new() { Null = new() { Null = new() } },
        bool v => new() { Boolean = v },
        sbyte v => new() { Byte = v },
        byte v => new() { Short = v },
        short v => new() { Short = v },
        ushort v => new() { Integer = v },
        int v => new() { Integer = v },
        uint v => new() { Long = v },
        long v => new() { Long = v },
        ulong v => Decimal(v.ToString(CultureInfo.InvariantCulture), 20, 0),
        float v => new() { Float = v },
        double v => new() { Double = v },
        decimal v => Decimal(new SqlDecimal(v)),
        SqlDecimal v => Decimal(v),
        string v => new() { String = v },
        byte[] v => new() { Binary = ByteString.CopyFrom(v) },
        DateOnly v => new() { Date = v.DayNumber - UnixEpochDay },
        DateTimeOffset v => new() { Timestamp = Microseconds(v.UtcTicks) },
        DateTime { Kind: DateTimeKind.Unspecified } v => new() { TimestampNtz = Microseconds(v.Ticks) },
        DateTime v => new() { Timestamp = Microseconds(v.ToUniversalTime().Ticks) },
        TimeSpan v => new() { DayTimeInterval = v.Ticks / TimeSpan.TicksPerMicrosecond },
        _ => throw new PlanException($"A value of type {value.GetType()} is no Spark constant. Fix: a number, string, bool, byte[], date, time or null, or write it as SQL: Column.Of(\"…\")."),
    };

    internal static Expression Expression(object? value) => new() { Literal = Of(value) };

    private static long Microseconds(long ticks) => (ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private static Literal Decimal(SqlDecimal value) => Decimal(value.ToString(), Math.Max(value.Precision, value.Scale), value.Scale);

    private static Literal Decimal(string text, int precision, int scale) => new() { Decimal = new() { Value = text, Precision = precision, Scale = scale } };
}
