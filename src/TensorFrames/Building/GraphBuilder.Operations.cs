using System.Runtime.CompilerServices;
using Google.Protobuf;
using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;
using TensorFrames.Interop;

namespace TensorFrames.Building;

/// <content>One operation, of any op that the runtime has.</content>
public sealed unsafe partial class GraphBuilder
{
    /// <summary>Adds an operation of any op. Types and counts that follow from the inputs need not be given.</summary>
    /// <param name="op">What it does, as TensorFlow names it.</param>
    /// <param name="inputs">Its arguments in the op's order; a list of tensors is one argument.</param>
    /// <param name="attributes">Its attributes; those without a value keep the op's default.</param>
    /// <param name="name">Its name; default: the op's.</param>
    /// <param name="after">Operations that must have run before it.</param>
    /// <param name="file">Filled in by C#.</param>
    /// <param name="line">Filled in by C#.</param>
    /// <exception cref="BuildException">TensorFlow refuses it, or has no such op; says which version has.</exception>
    public Operation AddOperation(
        string op, ReadOnlySpan<Operand> inputs, ReadOnlySpan<(string Name, AttributeValue Value)> attributes = default, string? name = null,
        IReadOnlyList<Operation>? after = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Make(op, inputs, attributes, name, after ?? [], new SourceLine(file, line));

    internal Tensor Make(string op, ReadOnlySpan<Operand> inputs, SourceLine at) => Make(op, inputs, [], null, [], at).Output();

    internal Operation Make(
        string op, ReadOnlySpan<Operand> inputs, ReadOnlySpan<(string Name, AttributeValue Value)> attributes, string? name, IReadOnlyList<Operation> after, SourceLine at)
    {
        ArgumentNullException.ThrowIfNull(op);
        if (name is not null)
        {
            CheckName(name, at);
        }

        var def = Runtime.Registry.Find(op) ?? throw Fault($"op '{op}' is not in TensorFlow {Runtime.Version}; {KnownOps.WhereIs(op)}", at);
        if (inputs.Length != def.InputArg.Count)
        {
            throw Fault($"{op} has {def.InputArg.Count} arguments ({string.Join(", ", def.InputArg.Select(a => a.Name))}), {inputs.Length} are given. Fix: give each, a list as one", at);
        }

        var attrs = OpAttributes.Of(def, attributes, Runtime.Version, message => Fault(message, at));
        var final = _names.Take(name ?? op);
        var made = _names.Make(final);
        try
        {
            var tensors = Tensors(def, inputs, attrs, final, at);
            var outputs = Add(new NodeText(def, made, tensors, [.. after.Select(o => o.Made)], attrs), tensors, final, at);
            if (final != made)
            {
                _renamed[made] = final;
            }

            return new Operation(this, made, final, op, outputs, OpOutputs.Counts(def, attrs, tensors, outputs.Count)) { IsNamed = name is not null };
        }
        catch (BuildException)
        {
            _names.Return(final, made);
            throw;
        }
    }

    /// <summary>Each argument's tensors; C# values become constants named after operation and argument.</summary>
    private IReadOnlyList<Tensor>[] Tensors(OpDef def, ReadOnlySpan<Operand> inputs, Dictionary<string, AttrValue> attrs, string operation, SourceLine at)
    {
        var arguments = new OpArguments(def, inputs, attrs);
        var tensors = new IReadOnlyList<Tensor>[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            var argument = def.InputArg[i];
            var isList = OpArguments.IsList(argument);
            if (isList != inputs[i].Value is IReadOnlyList<Tensor>)
            {
                throw Fault($"argument '{argument.Name}' of {def.Name} is {(isList ? "a list of tensors" : "one tensor")}. Fix: {(isList ? "Operand.List" : "give one")}", at);
            }

            tensors[i] = inputs[i].Value switch
            {
                Tensor tensor => [tensor],
                IReadOnlyList<Tensor> list => list,
                Literal literal => [Constant(Value(literal, arguments.Wanted(i, literal), $"argument '{argument.Name}' of {def.Name}", at), $"{operation}/{argument.Name}", at)],
                TensorValue value => [Constant(value, $"{operation}/{argument.Name}", at)],
                _ => throw Fault($"argument '{argument.Name}' of {def.Name} is not given. Fix: a tensor or a value", at),
            };
            if (tensors[i].FirstOrDefault(t => t.Graph != this) is { } foreign)
            {
                throw Fault($"'{foreign.Name}' belongs to another graph, so {def.Name} cannot read it here. Fix: build both in one graph, or append the other (Append)", at);
            }
        }

        return tensors;
    }

    private static TensorValue Value(Literal literal, DType dtype, string what, SourceLine at) => literal.As(dtype, out var fault)
        ?? throw Fault($"{what} is {dtype.Name()}, which {fault} cannot become. Fix: a value of {dtype.Name()}, or a Cast of the tensor beside it", at);

    private Tensor Constant(TensorValue value, string name, SourceLine at)
    {
        var scope = _names.Scope;
        _names.Scope = ""; // the name has its scopes already
        try
        {
            return Make("Const", [], [("value", value), ("dtype", value.DType)], name, [], at).Output();
        }
        finally
        {
            _names.Scope = scope;
        }
    }

    private List<(DType DType, TensorShape Shape)> Add(NodeText node, IReadOnlyList<Tensor>[] tensors, string name, SourceLine at)
    {
        ErrorText error;
        var status = node.Add(_handle, out var outputs, &error);
        if (status != Status.Ok)
        {
            var reads = string.Join(", ", tensors.SelectMany(t => t).Select(t => t.ToString()));
            throw Fault($"{node.Op} '{name}'{(reads.Length == 0 ? "" : $" of {reads}")} is refused: {error.Message.TrimEnd('.')}", at, (int)status);
        }

        return [.. Enumerable.Range(0, outputs).Select(i => _shapes.Output(node.Name, i)).Select(o => (o.DType, o.Shape))];
    }
}
