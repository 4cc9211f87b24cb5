using System.Runtime.InteropServices;

namespace TensorFrames.Building;

/// <summary>A C# number, text, bool or array of them, which takes the dtype that an operation wants of it.</summary>
internal sealed class Literal
{
    private readonly Array _values;
    private readonly TensorShape _shape;

    /// <param name="values">Of bool, int, long, float, double or string, of any rank.</param>
    /// <param name="shape">null: the array's own.</param>
    internal Literal(Array values, TensorShape? shape = null) =>
        (_values, _shape) = (values, shape ?? new TensorShape([.. Enumerable.Range(0, values.Rank).Select(i => (long)values.GetLength(i))]));

    /// <summary>The dtype of its C# type.</summary>
    internal DType Natural => _values switch
    {
        bool[] or bool[,] => DType.Bool,
        int[] or int[,] => DType.Int32,
        long[] or long[,] => DType.Int64,
        float[] or float[,] => DType.Float32,
        double[] or double[,] => DType.Float64,
        _ => DType.String,
    };

    /// <summary>Its values as this dtype; null, with the first value at fault, where the dtype cannot hold them.</summary>
    internal TensorValue? As(DType dtype, out object? fault)
    {
        fault = null;
        if (dtype == Natural)
        {
            return Exact();
        }

        if (Natural is DType.Bool or DType.String || dtype.Width() == 0)
        {
            fault = _values.Cast<object>().FirstOrDefault() ?? "an empty array";
            return null;
        }

        using var bytes = new MemoryStream(_values.Length * dtype.Width());
        foreach (var value in _values)
        {
            if (NumberBytes.Of(dtype, value) is not { } number)
            {
                fault = value;
                return null;
            }

            bytes.Write(number);
        }

        return TensorValue.OfBytes(dtype, bytes.GetBuffer().AsSpan(0, (int)bytes.Length), _shape);
    }

    public override string ToString() => _shape.Rank == 0 ? $"{_values.GetValue(0)}" : $"{Natural.Name()} {_shape}";

    private TensorValue Exact() => _values switch
    {
        string[] texts => TensorValue.OfTexts([.. texts.Select(System.Text.Encoding.UTF8.GetBytes)], _shape),
        _ => TensorValue.OfBytes(Natural, MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(_values), _values.Length * Natural.Width()), _shape),
    };
}
