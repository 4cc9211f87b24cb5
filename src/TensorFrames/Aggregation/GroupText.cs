using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Verbs;

namespace TensorFrames.Aggregation;

/// <summary>A group in the words of a message: its keys' columns and values.</summary>
internal static unsafe class GroupText
{
    internal static string Of(AggregatePlan plan, RowSet rows, int row, bool isNull)
    {
        IArrowArray[] keys = isNull ? [KeyArrays.OfNull(plan.Keys[0], 1)]
            : rows.HasKeys ? KeyArrays.OfBytes(plan.Keys, [rows.Keys + rows.KeyOffsets[row]])
            : [KeyArrays.OfWords(plan.Keys[0], [rows.Words[row]])];
        return string.Join(", ", keys.Select((key, i) => $"{plan.Keys[i].Field.Name} = {Value(key)}"));
    }

    private static string Value(IArrowArray key) => key.IsNull(0) ? "null" : key switch
    {
        StringArray text => $"'{text.GetString(0)}'",
        LargeStringArray text => $"'{text.GetString(0)}'",
        StringViewArray text => $"'{text.GetString(0)}'",
        BooleanArray bools => bools.GetValue(0) == true ? "true" : "false",
        BinaryArray bytes => Convert.ToHexString(bytes.GetBytes(0)),
        Date32Array date => Dated(() => date.GetDateOnly(0), date.GetValue(0)),
        TimestampArray time => Dated(() => time.GetTimestamp(0), time.GetValue(0)),
        Decimal128Array number => number.GetString(0),
        Int8Array a => Invariant(a.GetValue(0)),
        Int16Array a => Invariant(a.GetValue(0)),
        Int32Array a => Invariant(a.GetValue(0)),
        Int64Array a => Invariant(a.GetValue(0)),
        UInt8Array a => Invariant(a.GetValue(0)),
        UInt16Array a => Invariant(a.GetValue(0)),
        UInt32Array a => Invariant(a.GetValue(0)),
        UInt64Array a => Invariant(a.GetValue(0)),
        HalfFloatArray a => Invariant(a.GetValue(0)),
        FloatArray a => Invariant(a.GetValue(0)),
        DoubleArray a => Invariant(a.GetValue(0)),
        _ when key.Data.DataType is FixedWidthType { BitWidth: var bits } => $"0x{Convert.ToHexString(key.Data.Buffers[1].Span[..(bits / 8)])} ({key.Data.DataType.Name})",
        _ => "a value of " + key.Data.DataType.Name,
    };

    // Arrow's days and instants reach further than .NET's.
    private static string Dated(Func<object?> date, object? number)
    {
        try
        {
            return Invariant(date());
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            return Invariant(number);
        }
    }

    private static string Invariant(object? value) => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
