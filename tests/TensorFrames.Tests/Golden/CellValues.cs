using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Tests;

/// <summary>Arrow values as plain objects, so that lists of any kind, and text and bytes, compare by content.</summary>
internal static class CellValues
{
    internal static List<object?> Of(IArrowArray array) => [.. Enumerable.Range(0, array.Length).Select(i => At(array, i))];

    internal static bool Same(object? a, object? b, double rtol, double atol) => (a, b) switch
    {
        (double x, double y) => x.Equals(y) || Math.Abs(x - y) <= atol + (rtol * Math.Abs(y)),
        (List<object?> x, List<object?> y) => x.Count == y.Count && x.Zip(y).All(p => Same(p.First, p.Second, rtol, atol)),
        (byte[] x, byte[] y) => x.AsSpan().SequenceEqual(y),
        _ => Equals(a, b),
    };

    internal static string Text(object? value) => value switch
    {
        List<object?> list => "[" + string.Join(", ", list.Take(20).Select(Text)) + (list.Count > 20 ? ", …" : "") + "]",
        byte[] bytes => Convert.ToHexString(bytes),
        null => "null",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    private static object? At(IArrowArray array, int i) => array.IsNull(i) ? null : array switch
    {
        ExtensionArray extension => At(extension.Storage, i),
        FixedSizeListArray list => Of(list.GetSlicedValues(i)),
        LargeListArray list => Of(list.GetSlicedValues(i)),
        MapArray map => map.Data.Length,
        ListArray list => Of(list.GetSlicedValues(i)),
        BooleanArray bools => bools.GetValue(i),
        StringArray strings => strings.GetBytes(i).ToArray(),
        BinaryArray bytes => bytes.GetBytes(i).ToArray(),
        LargeStringArray strings => strings.GetBytes(i).ToArray(),
        LargeBinaryArray bytes => bytes.GetBytes(i).ToArray(),
        HalfFloatArray halves => (double)halves.GetValue(i)!.Value,
        FloatArray floats => (double)floats.GetValue(i)!.Value,
        DoubleArray doubles => doubles.GetValue(i)!.Value,
        DictionaryArray dictionary => At(dictionary.Dictionary, Convert.ToInt32(Of(dictionary.Indices)[i], System.Globalization.CultureInfo.InvariantCulture)),
        Int8Array a => (decimal)a.GetValue(i)!.Value,
        Int16Array a => (decimal)a.GetValue(i)!.Value,
        Int32Array a => (decimal)a.GetValue(i)!.Value,
        Int64Array a => (decimal)a.GetValue(i)!.Value,
        UInt8Array a => (decimal)a.GetValue(i)!.Value,
        UInt16Array a => (decimal)a.GetValue(i)!.Value,
        UInt32Array a => (decimal)a.GetValue(i)!.Value,
        UInt64Array a => (decimal)a.GetValue(i)!.Value,
        PrimitiveArray<int> days => (decimal)days.Values[i],
        PrimitiveArray<long> ticks => (decimal)ticks.Values[i],
        BinaryViewArray views => views.GetBytes(i).ToArray(),
        Apache.Arrow.Arrays.FixedSizeBinaryArray bytes => bytes.GetBytes(i).ToArray(),
        _ => throw new NotSupportedException(array.GetType().Name),
    };
}
