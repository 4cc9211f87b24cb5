using Apache.Arrow;
using Apache.Arrow.Arrays;
using Apache.Arrow.Types;

namespace TensorFrames.Tests;

/// <summary>
/// Compares Arrow data by value: batches may be cut differently, lists and fixed-size lists of equal content are equal,
/// text and bytes compare by bytes, NaN equals NaN, infinities are themselves only, finite floats by abs(a - b) &lt;= atol + rtol * abs(b).
/// </summary>
internal static class ArrowCompare
{
    /// <summary>Asserts that two tables have the same columns by name and the same rows in order.</summary>
    internal static void Equal(IEnumerable<RecordBatch> expected, IEnumerable<RecordBatch> actual, double rtol = 0, double atol = 0)
    {
        var (a, b) = (Columns(expected), Columns(actual));
        Xunit.Assert.Equal(a.Keys, b.Keys);
        foreach (var (name, cells) in a)
        {
            Xunit.Assert.True(cells.Count == b[name].Count, $"column '{name}': {cells.Count} rows expected, {b[name].Count} came");
            for (var row = 0; row < cells.Count; row++)
            {
                Xunit.Assert.True(
                    Same(cells[row], b[name][row], rtol, atol), $"column '{name}', row {row}: {Text(cells[row])} expected, {Text(b[name][row])} came");
            }
        }
    }

    /// <summary>Asserts that two arrays have the same values.</summary>
    internal static void Equal(IArrowArray expected, IArrowArray actual, double rtol = 0, double atol = 0)
    {
        var (a, b) = (Of(expected), Of(actual));
        Xunit.Assert.True(Same(a, b, rtol, atol), $"{Text(a)} expected, {Text(b)} came");
    }

    /// <summary>An array's cells as plain values: numbers, decimal for integers, bool, byte[], lists, dictionaries of struct fields.</summary>
    internal static List<object?> Of(IArrowArray array) => [.. Enumerable.Range(0, array.Length).Select(i => At(array, i))];

    internal static bool Same(object? expected, object? actual, double rtol = 0, double atol = 0) => (expected, actual) switch
    {
        (double x, double y) => x.Equals(y) || (double.IsFinite(x) && double.IsFinite(y) && Math.Abs(y - x) <= atol + (rtol * Math.Abs(x))),
        (List<object?> x, List<object?> y) => x.Count == y.Count && x.Zip(y).All(p => Same(p.First, p.Second, rtol, atol)),
        (byte[] x, byte[] y) => x.AsSpan().SequenceEqual(y),
        _ => Equals(expected, actual),
    };

    internal static string Text(object? value) => value switch
    {
        List<object?> list => "[" + string.Join(", ", list.Take(20).Select(Text)) + (list.Count > 20 ? ", …" : "") + "]",
        byte[] bytes => Convert.ToHexString(bytes),
        null => "null",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    private static Dictionary<string, List<object?>> Columns(IEnumerable<RecordBatch> batches)
    {
        var columns = new Dictionary<string, List<object?>>(StringComparer.Ordinal);
        foreach (var batch in batches)
        {
            for (var i = 0; i < batch.ColumnCount; i++)
            {
                var name = batch.Schema.FieldsList[i].Name;
                (columns.TryGetValue(name, out var cells) ? cells : columns[name] = []).AddRange(Of(batch.Column(i)));
            }
        }

        return columns;
    }

    private static object? At(IArrowArray array, int i) => array is NullArray || array.IsNull(i) ? null : array switch
    {
        ExtensionArray extension => At(extension.Storage, i),
        DictionaryArray dictionary => At(dictionary.Dictionary, (int)(decimal)At(dictionary.Indices, i)!),
        FixedSizeListArray list => Of(list.GetSlicedValues(i)),
        LargeListArray list => Of(list.GetSlicedValues(i)),
        MapArray map => Entries(map, i),
        ListArray list => Of(list.GetSlicedValues(i)),
        StructArray record => record.Fields.Select(field => At(field, i)).ToList(),
        BooleanArray bools => bools.GetValue(i),
        StringArray text => text.GetBytes(i).ToArray(),
        BinaryArray bytes => bytes.GetBytes(i).ToArray(),
        LargeStringArray text => text.GetBytes(i).ToArray(),
        LargeBinaryArray bytes => bytes.GetBytes(i).ToArray(),
        StringViewArray text => text.GetBytes(i).ToArray(),
        BinaryViewArray bytes => bytes.GetBytes(i).ToArray(),
        Decimal32Array or Decimal64Array or Decimal128Array or Decimal256Array or FixedSizeBinaryArray => ((FixedSizeBinaryArray)array).GetBytes(i).ToArray(),
        HalfFloatArray halves => (double)halves.GetValue(i)!.Value,
        FloatArray floats => (double)floats.GetValue(i)!.Value,
        DoubleArray doubles => doubles.GetValue(i)!.Value,
        Int8Array a => (decimal)a.GetValue(i)!.Value,
        Int16Array a => (decimal)a.GetValue(i)!.Value,
        Int32Array a => (decimal)a.GetValue(i)!.Value,
        Int64Array a => (decimal)a.GetValue(i)!.Value,
        UInt8Array a => (decimal)a.GetValue(i)!.Value,
        UInt16Array a => (decimal)a.GetValue(i)!.Value,
        UInt32Array a => (decimal)a.GetValue(i)!.Value,
        UInt64Array a => (decimal)a.GetValue(i)!.Value,
        TimestampArray a => (decimal)a.GetValue(i)!.Value,
        Date32Array a => (decimal)a.GetValue(i)!.Value,
        Date64Array a => (decimal)a.GetValue(i)!.Value,
        Time32Array a => (decimal)a.GetValue(i)!.Value,
        Time64Array a => (decimal)a.GetValue(i)!.Value,
        DurationArray a => (decimal)a.GetValue(i)!.Value,
        _ => throw new NotSupportedException(array.GetType().Name),
    };

    private static List<object?> Entries(MapArray map, int i)
    {
        var (start, end) = (map.ValueOffsets[i], map.ValueOffsets[i + 1]);
        return [.. Enumerable.Range(start, end - start).Select(entry => new List<object?> { At(map.Keys, entry), At(map.Values, entry) })];
    }
}
