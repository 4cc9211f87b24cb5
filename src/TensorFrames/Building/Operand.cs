namespace TensorFrames.Building;

/// <summary>
/// What an operation reads: a tensor of the graph; or a C# value, which becomes a constant of the dtype that the operation wants
/// there (so <c>x + 3</c> stays float32 where x is) and is refused where it cannot be one; or a list of tensors.
/// </summary>
public readonly struct Operand
{
    private Operand(object? value) => Value = value;

    // A Tensor, a Literal, a TensorValue or an IReadOnlyList<Tensor>.
    internal object? Value { get; }

    /// <summary>A tensor of the graph.</summary>
    public static implicit operator Operand(Tensor tensor) => new(tensor);

    /// <summary>A constant of just this dtype.</summary>
    public static implicit operator Operand(TensorValue value) => new(value);

    /// <summary>A scalar.</summary>
    public static implicit operator Operand(bool value) => Scalar(value);

    /// <summary>A scalar.</summary>
    public static implicit operator Operand(int value) => Scalar(value);

    /// <summary>A scalar.</summary>
    public static implicit operator Operand(long value) => Scalar(value);

    /// <summary>A scalar.</summary>
    public static implicit operator Operand(float value) => Scalar(value);

    /// <summary>A scalar.</summary>
    public static implicit operator Operand(double value) => Scalar(value);

    /// <summary>A scalar.</summary>
    public static implicit operator Operand(string value) => Scalar(value);

    /// <summary>A vector.</summary>
    public static implicit operator Operand(bool[] values) => new(new Literal(values));

    /// <summary>A vector.</summary>
    public static implicit operator Operand(int[] values) => new(new Literal(values));

    /// <summary>A vector.</summary>
    public static implicit operator Operand(long[] values) => new(new Literal(values));

    /// <summary>A vector.</summary>
    public static implicit operator Operand(float[] values) => new(new Literal(values));

    /// <summary>A vector.</summary>
    public static implicit operator Operand(double[] values) => new(new Literal(values));

    /// <summary>A vector.</summary>
    public static implicit operator Operand(string[] values) => new(new Literal(values));

    /// <summary>A matrix.</summary>
    public static implicit operator Operand(int[,] values) => new(new Literal(values));

    /// <summary>A matrix.</summary>
    public static implicit operator Operand(float[,] values) => new(new Literal(values));

    /// <summary>A matrix.</summary>
    public static implicit operator Operand(double[,] values) => new(new Literal(values));

    /// <summary>Tensors for an argument that is a list.</summary>
    public static Operand List(IReadOnlyList<Tensor> tensors) => new(tensors);

    private static Operand Scalar<T>(T value) => new(new Literal(new[] { value }, new TensorShape([])));
}
