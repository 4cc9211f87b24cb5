namespace TensorFrames.Building;

/// <summary>An operation of a graph in the making.</summary>
public sealed class Operation
{
    private readonly Tensor[] _outputs;
    private readonly int[] _arguments;

    /// <param name="graph">Its graph.</param>
    /// <param name="made">Its name inside the runtime.</param>
    /// <param name="name">Its name in the graph that is written.</param>
    /// <param name="op">What it does.</param>
    /// <param name="outputs">Dtypes and shapes, as inferred.</param>
    /// <param name="arguments">How many outputs each output argument of its op has.</param>
    internal Operation(GraphBuilder graph, string made, string name, string op, IReadOnlyList<(DType DType, TensorShape Shape)> outputs, int[] arguments)
    {
        (Graph, Made, Name, Op, _arguments) = (graph, made, name, op, arguments);
        _outputs = [.. outputs.Select((o, i) => new Tensor(this, i, o.DType, o.Shape))];
    }

    /// <summary>The graph it is part of.</summary>
    public GraphBuilder Graph { get; }

    /// <summary>Its name, with the scopes it was made in.</summary>
    public string Name { get; internal set; }

    /// <summary>What it does: Add, MatMul, …</summary>
    public string Op { get; }

    /// <summary>All its outputs.</summary>
    public IReadOnlyList<Tensor> Outputs => _outputs;

    internal string Made { get; }

    internal bool IsNamed { get; set; }

    /// <summary>The tensor that an output argument of the op is, by the argument's position.</summary>
    public Tensor Output(int argument = 0) => _outputs[Start(argument)];

    /// <summary>The tensors of an output argument that is a list.</summary>
    public IReadOnlyList<Tensor> OutputList(int argument = 0) => _outputs[Start(argument)..(Start(argument) + _arguments[argument])];

    private int Start(int argument) => _arguments.AsSpan(0, argument).ToArray().Sum();
}
