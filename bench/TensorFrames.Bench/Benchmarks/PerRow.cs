using Apache.Arrow;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>Marshalling as one writes it by hand: each value out of its column into an array, and each result into a builder.</summary>
internal static class PerRow
{
    internal static int Run(Graph graph, ConversionCase work) => work.DType switch
    {
        DType.Bool => Scalars(graph, Values<bool>(work.Column), new BooleanArray.Builder(), (b, v) => b.Append(v)),
        DType.Int8 => Scalars(graph, Values<sbyte>(work.Column), new Int8Array.Builder(), (b, v) => b.Append(v)),
        DType.Int16 => Scalars(graph, Values<short>(work.Column), new Int16Array.Builder(), (b, v) => b.Append(v)),
        DType.Int32 => Scalars(graph, Values<int>(work.Column), new Int32Array.Builder(), (b, v) => b.Append(v)),
        DType.Int64 => Scalars(graph, Values<long>(work.Column), new Int64Array.Builder(), (b, v) => b.Append(v)),
        DType.Float64 => Scalars(graph, Values<double>(work.Column), new DoubleArray.Builder(), (b, v) => b.Append(v)),
        DType.Float32 when work.Cell.Length == 0 => Scalars(graph, Values<float>(work.Column), new FloatArray.Builder(), (b, v) => b.Append(v)),
        DType.Float32 => Vectors(graph, work.Column, (int)work.Cell[0]),
        _ => Strings(graph, work.Column),
    };

    internal static T[] Values<T>(IArrowArray column)
        where T : struct
    {
        var values = new T[column.Length];
        var list = (IReadOnlyList<T?>)column;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = list[i] ?? default;
        }

        return values;
    }

    private static int Scalars<T, TBuilder>(Graph graph, T[] values, TBuilder builder, Action<TBuilder, T> append)
        where T : unmanaged
        where TBuilder : IArrowArrayBuilder
    {
        using var results = Run(graph, TensorValue.Of<T>(values, values.Length));
        if (typeof(T) == typeof(bool))
        {
            foreach (var value in results.Bools("y"))
            {
                append(builder, (T)(object)value);
            }
        }
        else
        {
            foreach (var value in results.Values<T>("y"))
            {
                append(builder, value);
            }
        }

        return builder.Length;
    }

    internal static int Vectors(Graph graph, IArrowArray column, int width)
    {
        var values = new float[column.Length * width];
        for (var row = 0; row < column.Length; row++)
        {
            var cell = (FloatArray)(column is ListArray lists ? lists.GetSlicedValues(row) : ((FixedSizeListArray)column).GetSlicedValues(row));
            for (var i = 0; i < width; i++)
            {
                values[(row * width) + i] = cell.GetValue(i)!.Value;
            }
        }

        using var results = Run(graph, TensorValue.Of<float>(values, column.Length, width));
        var builder = new ListArray.Builder(Apache.Arrow.Types.FloatType.Default);
        var inner = (FloatArray.Builder)builder.ValueBuilder;
        var produced = results.Values<float>("y");
        for (var row = 0; row < column.Length; row++)
        {
            builder.Append();
            for (var i = 0; i < width; i++)
            {
                inner.Append(produced[(row * width) + i]);
            }
        }

        return builder.Build().Length;
    }

    private static int Strings(Graph graph, IArrowArray column)
    {
        var texts = new string[column.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = column is DictionaryArray coded
                ? ((StringArray)coded.Dictionary).GetString(((Int32Array)coded.Indices).GetValue(i)!.Value)
                : ((StringArray)column).GetString(i);
        }

        using var results = Run(graph, TensorValue.Strings(texts, texts.Length));
        var builder = new StringArray.Builder();
        foreach (var text in results.Strings("y"))
        {
            builder.Append(text);
        }

        return builder.Build().Length;
    }

    private static RunResults Run(Graph graph, TensorValue x) =>
        graph.Run(new Dictionary<string, TensorValue>(StringComparer.Ordinal) { ["x"] = x }, "y");
}
