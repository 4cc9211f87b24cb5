namespace TensorFrames.Building;

/// <content>Operators, with NumPy's broadcasting. C# values take the dtype of the tensor beside them.</content>
public sealed partial class Tensor
{
    /// <summary>Sum, element by element; texts are joined.</summary>
    public static Tensor operator +(Tensor left, Tensor right) => left.Made(AddOf(left), left, right);

    /// <summary>Sum, element by element; texts are joined.</summary>
    public static Tensor operator +(Tensor left, Operand right) => left.Made(AddOf(left), left, right);

    /// <summary>Sum, element by element; texts are joined.</summary>
    public static Tensor operator +(Operand left, Tensor right) => right.Made(AddOf(right), left, right);

    /// <summary>Difference, element by element.</summary>
    public static Tensor operator -(Tensor left, Tensor right) => left.Made("Sub", left, right);

    /// <summary>Difference, element by element.</summary>
    public static Tensor operator -(Tensor left, Operand right) => left.Made("Sub", left, right);

    /// <summary>Difference, element by element.</summary>
    public static Tensor operator -(Operand left, Tensor right) => right.Made("Sub", left, right);

    /// <summary>Product, element by element.</summary>
    public static Tensor operator *(Tensor left, Tensor right) => left.Made("Mul", left, right);

    /// <summary>Product, element by element.</summary>
    public static Tensor operator *(Tensor left, Operand right) => left.Made("Mul", left, right);

    /// <summary>Product, element by element.</summary>
    public static Tensor operator *(Operand left, Tensor right) => right.Made("Mul", left, right);

    /// <summary>Quotient, element by element; that of integers is cut towards zero, as C#'s.</summary>
    public static Tensor operator /(Tensor left, Tensor right) => left.Made(DivOf(left), left, right);

    /// <summary>Quotient, element by element; that of integers is cut towards zero, as C#'s.</summary>
    public static Tensor operator /(Tensor left, Operand right) => left.Made(DivOf(left), left, right);

    /// <summary>Quotient, element by element; that of integers is cut towards zero, as C#'s.</summary>
    public static Tensor operator /(Operand left, Tensor right) => right.Made(DivOf(right), left, right);

    /// <summary>Remainder, with the sign of the dividend, as C#'s.</summary>
    public static Tensor operator %(Tensor left, Tensor right) => left.Made("Mod", left, right);

    /// <summary>Remainder, with the sign of the dividend, as C#'s.</summary>
    public static Tensor operator %(Tensor left, Operand right) => left.Made("Mod", left, right);

    /// <summary>Remainder, with the sign of the dividend, as C#'s.</summary>
    public static Tensor operator %(Operand left, Tensor right) => right.Made("Mod", left, right);

    /// <summary>Whether each is less.</summary>
    public static Tensor operator <(Tensor left, Tensor right) => left.Made("Less", left, right);

    /// <summary>Whether each is less.</summary>
    public static Tensor operator <(Tensor left, Operand right) => left.Made("Less", left, right);

    /// <summary>Whether each is less.</summary>
    public static Tensor operator <(Operand left, Tensor right) => right.Made("Less", left, right);

    /// <summary>Whether each is greater.</summary>
    public static Tensor operator >(Tensor left, Tensor right) => left.Made("Greater", left, right);

    /// <summary>Whether each is greater.</summary>
    public static Tensor operator >(Tensor left, Operand right) => left.Made("Greater", left, right);

    /// <summary>Whether each is greater.</summary>
    public static Tensor operator >(Operand left, Tensor right) => right.Made("Greater", left, right);

    /// <summary>Whether each is at most the other.</summary>
    public static Tensor operator <=(Tensor left, Tensor right) => left.Made("LessEqual", left, right);

    /// <summary>Whether each is at most the other.</summary>
    public static Tensor operator <=(Tensor left, Operand right) => left.Made("LessEqual", left, right);

    /// <summary>Whether each is at most the other.</summary>
    public static Tensor operator <=(Operand left, Tensor right) => right.Made("LessEqual", left, right);

    /// <summary>Whether each is at least the other.</summary>
    public static Tensor operator >=(Tensor left, Tensor right) => left.Made("GreaterEqual", left, right);

    /// <summary>Whether each is at least the other.</summary>
    public static Tensor operator >=(Tensor left, Operand right) => left.Made("GreaterEqual", left, right);

    /// <summary>Whether each is at least the other.</summary>
    public static Tensor operator >=(Operand left, Tensor right) => right.Made("GreaterEqual", left, right);

    /// <summary>And: of bools logical, of integers bitwise.</summary>
    public static Tensor operator &(Tensor left, Tensor right) => left.Made(AndOf(left), left, right);

    /// <summary>And: of bools logical, of integers bitwise.</summary>
    public static Tensor operator &(Tensor left, Operand right) => left.Made(AndOf(left), left, right);

    /// <summary>And: of bools logical, of integers bitwise.</summary>
    public static Tensor operator &(Operand left, Tensor right) => right.Made(AndOf(right), left, right);

    /// <summary>Or: of bools logical, of integers bitwise.</summary>
    public static Tensor operator |(Tensor left, Tensor right) => left.Made(OrOf(left), left, right);

    /// <summary>Or: of bools logical, of integers bitwise.</summary>
    public static Tensor operator |(Tensor left, Operand right) => left.Made(OrOf(left), left, right);

    /// <summary>Or: of bools logical, of integers bitwise.</summary>
    public static Tensor operator |(Operand left, Tensor right) => right.Made(OrOf(right), left, right);

    /// <summary>Exclusive or: of bools logical, of integers bitwise.</summary>
    public static Tensor operator ^(Tensor left, Tensor right) => left.Made(XorOf(left), left, right);

    /// <summary>Exclusive or: of bools logical, of integers bitwise.</summary>
    public static Tensor operator ^(Tensor left, Operand right) => left.Made(XorOf(left), left, right);

    /// <summary>Exclusive or: of bools logical, of integers bitwise.</summary>
    public static Tensor operator ^(Operand left, Tensor right) => right.Made(XorOf(right), left, right);

    /// <summary>The number with the other sign.</summary>
    public static Tensor operator -(Tensor value) => value.Made("Neg", value);

    /// <summary>Not.</summary>
    public static Tensor operator !(Tensor value) => value.Made("LogicalNot", value);

    /// <summary>The integer with every bit inverted.</summary>
    public static Tensor operator ~(Tensor value) => value.Made("Invert", value);

    // Add has a gradient in every version; AddV2 knows dtypes that 1.15's Add does not.
    private static string AddOf(Tensor tensor) => tensor.Allows("Add") ? "Add" : "AddV2";

    private static string DivOf(Tensor tensor) => tensor.IsInteger ? "Div" : "RealDiv";

    private static string AndOf(Tensor tensor) => tensor.IsInteger ? "BitwiseAnd" : "LogicalAnd";

    private static string OrOf(Tensor tensor) => tensor.IsInteger ? "BitwiseOr" : "LogicalOr";

    private static string XorOf(Tensor tensor) => tensor.DType == DType.Bool ? "NotEqual" : "BitwiseXor";

    private Tensor Made(string op, params ReadOnlySpan<Operand> inputs) => Graph.Make(op, inputs, SourceLine.OfCaller);
}
