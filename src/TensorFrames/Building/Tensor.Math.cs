using System.Runtime.CompilerServices;

namespace TensorFrames.Building;

/// <content>Functions of numbers, element by element.</content>
public sealed partial class Tensor
{
    /// <summary>Absolute values.</summary>
    public Tensor Abs([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Abs", file, line, this);

    /// <summary>Squares.</summary>
    public Tensor Square([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Square", file, line, this);

    /// <summary>Square roots.</summary>
    public Tensor Sqrt([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Sqrt", file, line, this);

    /// <summary>Reciprocals of square roots.</summary>
    public Tensor Rsqrt([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Rsqrt", file, line, this);

    /// <summary>1 / x.</summary>
    public Tensor Reciprocal([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Reciprocal", file, line, this);

    /// <summary>e to these powers.</summary>
    public Tensor Exp([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Exp", file, line, this);

    /// <summary>e to these powers, less 1.</summary>
    public Tensor Expm1([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Expm1", file, line, this);

    /// <summary>Natural logarithms.</summary>
    public Tensor Log([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Log", file, line, this);

    /// <summary>Natural logarithms of 1 + x.</summary>
    public Tensor Log1p([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Log1p", file, line, this);

    /// <summary>Sines of radians.</summary>
    public Tensor Sin([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Sin", file, line, this);

    /// <summary>Cosines of radians.</summary>
    public Tensor Cos([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Cos", file, line, this);

    /// <summary>Tangents of radians.</summary>
    public Tensor Tan([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Tan", file, line, this);

    /// <summary>The error function.</summary>
    public Tensor Erf([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Erf", file, line, this);

    /// <summary>The next integers below.</summary>
    public Tensor Floor([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Floor", file, line, this);

    /// <summary>The next integers above.</summary>
    public Tensor Ceiling([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Ceil", file, line, this);

    /// <summary>The nearest integers, halves to even.</summary>
    public Tensor Round([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Round", file, line, this);

    /// <summary>-1, 0 or 1.</summary>
    public Tensor Sign([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Sign", file, line, this);

    /// <summary>Whether each is no number.</summary>
    public Tensor IsNaN([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("IsNan", file, line, this);

    /// <summary>Whether each is infinite.</summary>
    public Tensor IsInfinity([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("IsInf", file, line, this);

    /// <summary>Whether each is finite.</summary>
    public Tensor IsFinite([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("IsFinite", file, line, this);

    /// <summary>These to the powers of the others.</summary>
    public Tensor Pow(Operand other, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Pow", file, line, this, other);

    /// <summary>The greater of each two.</summary>
    public Tensor Maximum(Operand other, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Maximum", file, line, this, other);

    /// <summary>The lesser of each two.</summary>
    public Tensor Minimum(Operand other, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Minimum", file, line, this, other);

    /// <summary>Quotients, rounded down.</summary>
    public Tensor FloorDivide(Operand other, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("FloorDiv", file, line, this, other);

    /// <summary>Remainders, with the sign of the divisor.</summary>
    public Tensor FloorMod(Operand other, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("FloorMod", file, line, this, other);

    /// <summary>Squares of differences.</summary>
    public Tensor SquaredDifference(Operand other, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("SquaredDifference", file, line, this, other);

    /// <summary>Whether each two are equal.</summary>
    public Tensor IsEqual(Operand other, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("Equal", file, line, this, other);

    /// <summary>Whether each two differ.</summary>
    public Tensor IsNotEqual(Operand other, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Make("NotEqual", file, line, this, other);

    /// <summary>What is below the least becomes the least, what is above the most the most.</summary>
    public Tensor Clip(Operand least, Operand most, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Minimum(most, file, line).Maximum(least, file, line);
}
