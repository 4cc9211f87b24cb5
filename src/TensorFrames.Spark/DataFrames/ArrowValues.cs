using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Spark;

/// <summary>Values of Arrow columns as .NET objects, one at a time.</summary>
internal static class ArrowValues
{
    /// <summary>What gives the value of a row; null for null.</summary>
    /// <exception cref="TensorFramesException">The column's type has no .NET form.</exception>
    internal static Func<int, object?> Of(IArrowArray column, string name = "")
    {
        var value = Valid(column, name);
        return row => column.IsNull(row) ? null : value(row);
    }

    private static Func<int, object?> Valid(IArrowArray column, string name) => column switch
    {
        NullArray => _ => null,
        BooleanArray a => row => a.GetValue(row),
        Int8Array a => row => a.GetValue(row),
        Int16Array a => row => a.GetValue(row),
        Int32Array a => row => a.GetValue(row),
        Int64Array a => row => a.GetValue(row),
        FloatArray a => row => a.GetValue(row),
        DoubleArray a => row => a.GetValue(row),
        Decimal128Array { Data.DataType: Decimal128Type { Precision: <= 28 } } a => row => a.GetValue(row),
        Decimal128Array a => row => a.GetSqlDecimal(row),
        StringArray a => row => a.GetString(row),
        LargeStringArray a => row => a.GetString(row),
        BinaryArray a => row => a.GetBytes(row).ToArray(),
        LargeBinaryArray a => row => a.GetBytes(row).ToArray(),
        Date32Array a => row => a.GetDateOnly(row),
        TimestampArray { Data.DataType: TimestampType { Timezone: null or "" } } a => row => DateTime.UnixEpoch.AddTicks(a.GetValue(row)!.Value * TimeSpan.TicksPerMicrosecond).AsLocal(),
        TimestampArray a => row => new DateTimeOffset(DateTime.UnixEpoch.AddTicks(a.GetValue(row)!.Value * TimeSpan.TicksPerMicrosecond)),
        Time64Array a => row => new TimeOnly(a.GetValue(row)!.Value / TimeSpan.NanosecondsPerTick),
        DurationArray a => row => TimeSpan.FromTicks(a.GetValue(row)!.Value * TimeSpan.TicksPerMicrosecond),
        YearMonthIntervalArray a => row => a.GetValue(row)!.Value.Months,
        MapArray a => Map(a, name),
        ListArray a => List(a, name),
        StructArray a => Struct(a, name),
        _ => throw new TensorFramesException(Stage.Run, $"Values of column '{name}' (Arrow's {column.Data.DataType.Name}) have no .NET form here. Fix: take batches (ToBatchesAsync), or cast the column.") { Column = name },
    };

    private static DateTime AsLocal(this DateTime value) => DateTime.SpecifyKind(value, DateTimeKind.Unspecified);

    private static Func<int, object?> List(ListArray array, string name)
    {
        var element = Of(array.Values, name);
        return row =>
        {
            var start = array.ValueOffsets[row];
            var values = new object?[array.ValueOffsets[row + 1] - start];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = element(start + i);
            }

            return values;
        };
    }

    private static Func<int, object?> Map(MapArray array, string name)
    {
        var (key, value) = (Of(array.Keys, name), Of(array.Values, name));
        return row =>
        {
            var start = array.ValueOffsets[row];
            var pairs = new KeyValuePair<object, object?>[array.ValueOffsets[row + 1] - start];
            for (var i = 0; i < pairs.Length; i++)
            {
                pairs[i] = new(key(start + i)!, value(start + i));
            }

            return pairs;
        };
    }

    private static Func<int, object?> Struct(StructArray array, string name)
    {
        string[] names = [.. ((StructType)array.Data.DataType).Fields.Select(field => field.Name)];
        var fields = array.Fields.Select((field, i) => Of(field, $"{name}.{names[i]}")).ToArray();
        return row => new Row(names, System.Array.ConvertAll(fields, field => field(row)));
    }
}
