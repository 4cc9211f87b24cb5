using System.Runtime.CompilerServices;
using TensorFrames.Graphs;

namespace TensorFrames.Building;

/// <summary>
/// A tensor of a graph in the making: one output of an operation, with what TensorFlow infers of it. Operators and methods add
/// operations that read it; a mistake is a <see cref="BuildException"/> with the C# line.
/// </summary>
public sealed partial class Tensor
{
    internal Tensor(Operation operation, int index, DType dtype, TensorShape shape) => (Operation, Index, DType, Shape) = (operation, index, dtype, shape);

    /// <summary>The operation that makes it.</summary>
    public Operation Operation { get; }

    /// <summary>Which of the operation's outputs it is.</summary>
    public int Index { get; }

    /// <summary>Its element type.</summary>
    public DType DType { get; }

    /// <summary>Its shape, as far as it is known.</summary>
    public TensorShape Shape { get; }

    /// <summary>The graph it is part of.</summary>
    public GraphBuilder Graph => Operation.Graph;

    /// <summary>Its name as a fetch: the operation's, with <c>:index</c> after the first output.</summary>
    public string Name => Index == 0 ? Operation.Name : new TensorName(Operation.Name, Index).ToString();

    /// <summary>Names its operation, in the scope in force: <c>(x + 3).Named("z")</c>. A name that is taken becomes z_1, z_2, …</summary>
    /// <exception cref="BuildException">It is no name, or the operation has one that was given.</exception>
    public Tensor Named(string name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Graph.Name(Operation, name, new(file, line));
        return this;
    }

    /// <summary>As messages show it: <c>x (float32 [?,4])</c>.</summary>
    public override string ToString() => $"{Name} ({DType.Name()} {Shape})";

    private bool IsInteger => DType is DType.Int8 or DType.Int16 or DType.Int32 or DType.Int64 or DType.UInt8 or DType.UInt16 or DType.UInt32 or DType.UInt64;

    // Whether the runtime's op is for this dtype.
    private bool Allows(string op) => Graph.Runtime.Registry.Find(op)?.Attr.FirstOrDefault(a => a.Name == "T")?.AllowedValues?.List?.Type.Contains((int)DType) == true;

    private Tensor Make(string op, string file, int line, params ReadOnlySpan<Operand> inputs) => Graph.Make(op, inputs, new(file, line));

    private Tensor Make(string op, ReadOnlySpan<Operand> inputs, ReadOnlySpan<(string Name, AttributeValue Value)> attributes, string file, int line) =>
        Graph.Make(op, inputs, attributes, null, [], new(file, line)).Output();
}
