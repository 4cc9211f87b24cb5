using Apache.Arrow;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>Marshalling as one writes it by hand: each value out of its column into an array, and each result into a builder.</summary>
internal static class PerRow
{
    internal static int Run(Graph graph, ConversionCase work) => Column(graph, work, work.Column).Length;

    /// <summary>Fetch y of a graph over a column as a column, value by value both ways.</summary>
    internal static IArrowArray Column(Graph graph, ConversionCase kind, IArrowArray column)
    {
        using var results = Run(graph, Tensor(kind, column));
        return Column(results, kind, column.Length);
    }

    /// <summary>The column's values, one after another into an array, as the tensor that is fed.</summary>
    internal static TensorValue Tensor(ConversionCase kind, IArrowArray column) => kind.DType switch
    {
        DType.String => TensorValue.Strings(Texts(column), column.Length),
        DType.Bool => Scalars<bool>(column),
        DType.UInt8 => Scalars<byte>(column),
        DType.Int8 => Scalars<sbyte>(column),
        DType.Int16 => Scalars<short>(column),
        DType.Int32 => Scalars<int>(column),
        DType.Int64 when column is Int32Array => TensorValue.Of<long>(System.Array.ConvertAll(Values<int>(column), v => (long)v), column.Length),
        DType.Int64 => Scalars<long>(column),
        DType.Float16 => Scalars<Half>(column),
        DType.Float64 => Scalars<double>(column),
        _ when kind.Cell is [var width] => TensorValue.Of<float>(Cells(column, (int)width), column.Length, width),
        _ => Scalars<float>(column),
    };

    /// <summary>Fetch y, value by value into a builder.</summary>
    internal static IArrowArray Column(RunResults results, ConversionCase kind, int rows) => kind.DType switch
    {
        DType.String => Built(new StringArray.Builder(), results.Strings("y"), (b, v) => b.Append(v), b => b.Build()),
        DType.Bool => Built(new BooleanArray.Builder(), results.Bools("y"), (b, v) => b.Append(v), b => b.Build()),
        DType.UInt8 => Built(new UInt8Array.Builder(), results.Values<byte>("y"), (b, v) => b.Append(v), b => b.Build()),
        DType.Int8 => Built(new Int8Array.Builder(), results.Values<sbyte>("y"), (b, v) => b.Append(v), b => b.Build()),
        DType.Int16 => Built(new Int16Array.Builder(), results.Values<short>("y"), (b, v) => b.Append(v), b => b.Build()),
        DType.Int32 => Built(new Int32Array.Builder(), results.Values<int>("y"), (b, v) => b.Append(v), b => b.Build()),
        DType.Int64 => Built(new Int64Array.Builder(), results.Values<long>("y"), (b, v) => b.Append(v), b => b.Build()),
        DType.Float16 => Built(new HalfFloatArray.Builder(), results.Values<Half>("y"), (b, v) => b.Append(v), b => b.Build()),
        DType.Float64 => Built(new DoubleArray.Builder(), results.Values<double>("y"), (b, v) => b.Append(v), b => b.Build()),
        _ when kind.Cell is [var width] => Lists(results.Values<float>("y"), rows, (int)width),
        _ => Built(new FloatArray.Builder(), results.Values<float>("y"), (b, v) => b.Append(v), b => b.Build()),
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

    internal static RunResults Run(Graph graph, TensorValue x) =>
        graph.Run(new Dictionary<string, TensorValue>(StringComparer.Ordinal) { ["x"] = x }, "y");

    internal static string Text(IArrowArray column, int row) => column is DictionaryArray coded
        ? ((StringArray)coded.Dictionary).GetString(((Int32Array)coded.Indices).GetValue(row)!.Value)
        : ((StringArray)column).GetString(row);

    private static TensorValue Scalars<T>(IArrowArray column)
        where T : unmanaged => TensorValue.Of<T>(Values<T>(column), column.Length);

    private static string[] Texts(IArrowArray column)
    {
        var texts = new string[column.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Text(column, i);
        }

        return texts;
    }

    private static float[] Cells(IArrowArray column, int width)
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

        return values;
    }

    private static IArrowArray Built<T, TBuilder>(TBuilder builder, ReadOnlySpan<T> values, Action<TBuilder, T> append, Func<TBuilder, IArrowArray> build)
    {
        foreach (var value in values)
        {
            append(builder, value);
        }

        return build(builder);
    }

    private static ListArray Lists(ReadOnlySpan<float> values, int rows, int width)
    {
        var builder = new ListArray.Builder(Apache.Arrow.Types.FloatType.Default);
        var inner = (FloatArray.Builder)builder.ValueBuilder;
        for (var row = 0; row < rows; row++)
        {
            builder.Append();
            for (var i = 0; i < width; i++)
            {
                inner.Append(values[(row * width) + i]);
            }
        }

        return builder.Build();
    }
}
