using System.Runtime.CompilerServices;
using Apache.Arrow;

namespace TensorFrames.Building;

/// <content>What comes into a graph: placeholders and constants.</content>
public sealed partial class GraphBuilder
{
    /// <summary>A tensor that is fed.</summary>
    /// <param name="dtype">Its element type.</param>
    /// <param name="shape">Its shape, -1 for open sizes.</param>
    /// <param name="name">Its name, by which it is fed.</param>
    /// <param name="file">Filled in by C#.</param>
    /// <param name="line">Filled in by C#.</param>
    /// <exception cref="BuildException">It is no name.</exception>
    public Tensor Placeholder(DType dtype, TensorShape shape, string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Make("Placeholder", [], [("dtype", dtype), ("shape", shape)], name, [], new SourceLine(file, line)).Output();

    /// <summary>The placeholder that a table's column feeds block by block: the cell's shape with a leading open size.</summary>
    /// <param name="columns">The table's columns.</param>
    /// <param name="column">The column.</param>
    /// <param name="name">The placeholder's name; default: the column's.</param>
    /// <param name="file">Filled in by C#.</param>
    /// <param name="line">Filled in by C#.</param>
    /// <exception cref="PlanException">There is no such column, or columns of its type are no tensors.</exception>
    public Tensor Block(Schema columns, string column, string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Placeholder(Placeholders.Block(columns, column, name), file, line);

    /// <summary>As <see cref="Block(Schema, string, string?, string, int)"/>, of a frame's columns.</summary>
    /// <exception cref="PlanException">There is no such column, or columns of its type are no tensors.</exception>
    public Tensor Block(Frame frame, string column, string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Placeholder(Placeholders.Block(frame, column, name), file, line);

    /// <summary>The placeholder that a table's column feeds row by row: the cell's shape.</summary>
    /// <param name="columns">The table's columns.</param>
    /// <param name="column">The column.</param>
    /// <param name="name">The placeholder's name; default: the column's.</param>
    /// <param name="file">Filled in by C#.</param>
    /// <param name="line">Filled in by C#.</param>
    /// <exception cref="PlanException">There is no such column, or columns of its type are no tensors.</exception>
    public Tensor Row(Schema columns, string column, string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Placeholder(Placeholders.Row(columns, column, name), file, line);

    /// <summary>As <see cref="Row(Schema, string, string?, string, int)"/>, of a frame's columns.</summary>
    /// <exception cref="PlanException">There is no such column, or columns of its type are no tensors.</exception>
    public Tensor Row(Frame frame, string column, string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Placeholder(Placeholders.Row(frame, column, name), file, line);

    /// <summary>A constant.</summary>
    /// <param name="value">A number, a text, an array, or a <see cref="TensorValue"/> of any shape.</param>
    /// <param name="dtype">What it becomes; default: the dtype of its C# type.</param>
    /// <param name="name">Its name; default: Const.</param>
    /// <param name="file">Filled in by C#.</param>
    /// <param name="line">Filled in by C#.</param>
    /// <exception cref="BuildException">The dtype cannot hold the value.</exception>
    public Tensor Constant(Operand value, DType? dtype = null, string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var at = new SourceLine(file, line);
        var content = value.Value switch
        {
            Literal literal => Value(literal, dtype ?? literal.Natural, "the constant", at),
            TensorValue given when dtype is null || dtype == given.DType => given,
            TensorValue given => throw Fault($"the value is {given.DType.Name()}, {dtype!.Value.Name()} is asked for. Fix: make it of that dtype", at),
            _ => throw Fault("a constant is a C# value, not a tensor of the graph. Fix: use the tensor as it is", at),
        };
        return Make("Const", [], [("value", content), ("dtype", content.DType)], name, [], at).Output();
    }

    private Tensor Placeholder(GraphTensor tensor, string file, int line) => Placeholder(tensor.DType, tensor.Shape, tensor.Name, file, line);
}
