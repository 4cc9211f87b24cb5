using System.Runtime.CompilerServices;

namespace TensorFrames.Building;

/// <content>Tensors of several others.</content>
public sealed partial class GraphBuilder
{
    /// <summary>Where the condition is true the first, elsewhere the second, element by element.</summary>
    public Tensor Where(Operand condition, Operand first, Operand second, string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => One("SelectV2", [condition, first, second], [], name, file, line);

    /// <summary>Tensors one after another along an axis.</summary>
    public Tensor Concat(IReadOnlyList<Tensor> tensors, int axis, string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => One("ConcatV2", [Operand.List(tensors), axis], [], name, file, line);

    /// <summary>Tensors of one shape side by side, along a new axis.</summary>
    public Tensor Stack(IReadOnlyList<Tensor> tensors, int axis = 0, string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => One("Pack", [Operand.List(tensors)], [("axis", (long)axis)], name, file, line);

    /// <summary>A tensor of this shape, with one value everywhere.</summary>
    public Tensor Fill(Operand shape, Operand value, string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => One("Fill", [shape, value], [], name, file, line);

    /// <summary>Zeros in this shape.</summary>
    public Tensor Zeros(Operand shape, DType dtype = DType.Float32, string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Fill(shape, Number(0, dtype, file, line), name, file, line);

    /// <summary>Ones in this shape.</summary>
    public Tensor Ones(Operand shape, DType dtype = DType.Float32, string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => Fill(shape, Number(1, dtype, file, line), name, file, line);

    /// <summary>Numbers from the first to before the limit, by a step.</summary>
    public Tensor Range(Operand start, Operand limit, Operand step, string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => One("Range", [start, limit, step], [], name, file, line);

    /// <summary>Texts joined element by element.</summary>
    public Tensor JoinTexts(IReadOnlyList<Tensor> texts, string separator = "", string? name = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => One("StringJoin", [Operand.List(texts)], [("separator", separator)], name, file, line);

    private static TensorValue Number(int value, DType dtype, string file, int line) => Value(new Literal(new[] { value }, new TensorShape([])), dtype, "the value", new(file, line));

    private Tensor One(string op, ReadOnlySpan<Operand> inputs, ReadOnlySpan<(string Name, AttributeValue Value)> attributes, string? name, string file, int line) =>
        Make(op, inputs, attributes, name, [], new(file, line)).Output();
}
