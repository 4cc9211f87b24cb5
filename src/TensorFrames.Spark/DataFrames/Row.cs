using System.Collections;
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

    /// <summary>The value at a position, which must be of this very type and not null.</summary>
    /// <exception cref="InvalidCastException">It is another type's, or null.</exception>
    public T Get<T>(int index) => _values[index] is T value ? value
        : throw new InvalidCastException($"Column '{Names[index]}' holds {_values[index]?.GetType().ToString() ?? "null"}, not {typeof(T)}.");

    /// <summary>The value of the first column of this name, which must be of this very type and not null.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message names those that are.</exception>
    /// <exception cref="InvalidCastException">It is another type's, or null.</exception>
    public T Get<T>(string name) => Get<T>(Index(name));

    /// <summary>Whether the value at a position is null.</summary>
    public bool IsNull(int index) => _values[index] is null;

    /// <inheritdoc/>
    public IEnumerator<object?> GetEnumerator() => ((IEnumerable<object?>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary><c>{id: 1, name: Ada}</c>.</summary>
    public override string ToString() => $"{{{string.Join(", ", Names.Select((name, i) => $"{name}: {_values[i] ?? "null"}"))}}}";

    internal static IEnumerable<Row> Of(RecordBatch batch)
    {
        string[] names = [.. batch.Schema.FieldsList.Select(field => field.Name)];
        var columns = batch.Arrays.Select(ArrowValues.Of).ToArray();
        for (var row = 0; row < batch.Length; row++)
        {
            yield return new(names, System.Array.ConvertAll(columns, column => column(row)));
        }
    }

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
