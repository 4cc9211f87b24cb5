using System.Collections;
using System.Globalization;
using Apache.Arrow;

namespace TensorFrames.Spark;

/// <summary>
/// One row, in .NET's values: numbers, string, bool, byte[]; decimal (SqlDecimal above 28 digits); DateOnly; DateTimeOffset
/// for timestamps, DateTime for those without a zone, TimeOnly for times, TimeSpan for day-time intervals; a list for an
/// array, pairs for a map, a Row for a struct; null.
/// </summary>
public sealed class Row : IReadOnlyList<object?>
{
    private readonly object?[] _values;

    internal Row(IReadOnlyList<string> names, object?[] values) => (Names, _values) = (names, values);

    /// <summary>The columns' names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How many columns.</summary>
    public int Count => _values.Length;

    /// <summary>The value at a position.</summary>
    public object? this[int index] => _values[index];

    /// <summary>The value of the first column of this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message names those that are.</exception>
    public object? this[string name] => _values[Index(name)];

    /// <summary>
    /// The value at a position, which must be of this very type and not null; <c>Get&lt;int?&gt;</c> gives null for null. A list
    /// whose elements are all of one type is also an array of that type: <c>Get&lt;float[]&gt;</c>, <c>Get&lt;float[][]&gt;</c>, each
    /// time a new one.
    /// </summary>
    /// <exception cref="InvalidCastException">It is another type's, or null, or holds a null that the array cannot.</exception>
    public T Get<T>(int index) => _values[index] switch
    {
        T value => value,
        null when default(T) is null && typeof(T).IsValueType => default!,
        object?[] list when typeof(T).IsSZArray => (T)(object)TypedArrays.Of(list, typeof(T), Names[index]),
        var other => throw new InvalidCastException($"Column '{Names[index]}' holds {other?.GetType().ToString() ?? "null"}, not {typeof(T)}."),
    };

    /// <summary>The value of the first column of this name, by the rules of <see cref="Get{T}(int)"/>.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message names those that are.</exception>
    /// <exception cref="InvalidCastException">It is another type's, or null, or holds a null that the array cannot.</exception>
    public T Get<T>(string name) => Get<T>(Index(name));

    /// <summary>Whether the value at a position is null.</summary>
    public bool IsNull(int index) => _values[index] is null;

    /// <inheritdoc/>
    public IEnumerator<object?> GetEnumerator() => ((IEnumerable<object?>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary><c>{id: 1, name: Ada, list: [1, 2], map: {k -> 7}, bytes: [01 FF]}</c>.</summary>
    public override string ToString() => $"{{{string.Join(", ", Names.Select((name, i) => $"{name}: {Text(_values[i])}"))}}}";

    internal static IEnumerable<Row> Of(RecordBatch batch)
    {
        string[] names = [.. batch.Schema.FieldsList.Select(field => field.Name)];
        var columns = batch.Arrays.Select((array, i) => ArrowValues.Of(array, names[i])).ToArray();
        for (var row = 0; row < batch.Length; row++)
        {
            yield return new(names, System.Array.ConvertAll(columns, column => column(row)));
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        byte[] bytes => $"[{string.Join(' ', bytes.Select(b => b.ToString("X2", CultureInfo.InvariantCulture)))}]",
        object?[] list => $"[{string.Join(", ", list.Select(Text))}]",
        KeyValuePair<object, object?>[] map => $"{{{string.Join(", ", map.Select(pair => $"{Text(pair.Key)} -> {Text(pair.Value)}"))}}}",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private int Index(string name)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (string.Equals(Names[i], name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        throw new KeyNotFoundException($"There is no column '{name}'; there are {string.Join(", ", Names)}.");
    }
}
