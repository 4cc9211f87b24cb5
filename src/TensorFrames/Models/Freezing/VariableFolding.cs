using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;
using TensorFrames.Models.Values;

namespace TensorFrames.Models.Freezing;

/// <summary>
/// Turns variables into constants. Where a handle goes (through identities, loops, branches and calls of functions) the value
/// goes in its place: dtypes of arguments and results change from resource to the value's, reads become identities.
/// </summary>
internal sealed class VariableFolding
{
    private readonly FreezeGraph _graph;
    private readonly InitialValues _values;
    private readonly ValueBytes _bytes;
    private readonly HashSet<(FreezeBody Body, string Key)> _marked = [];
    private readonly Stack<(FreezeBody Body, string Key, FoldedVariable Variable)> _open = new();

    private VariableFolding(FreezeGraph graph, InitialValues values, ValueBytes bytes) => (_graph, _values, _bytes) = (graph, values, bytes);

    /// <exception cref="GraphException">A variable changes while the graph runs, has no value, or is read in a way that no constant can be.</exception>
    public static void Run(FreezeGraph graph, InitialValues values, ValueBytes bytes)
    {
        var folding = new VariableFolding(graph, values, bytes);
        foreach (var body in graph.Bodies)
        {
            foreach (var node in body.Nodes.Where(n => Resource.IsVariable(n.Op)).ToList())
            {
                folding.Fold(body, node);
            }
        }

        while (folding._open.TryPop(out var next))
        {
            folding.Spread(next.Body, next.Key, next.Variable);
        }

        foreach (var body in graph.Bodies)
        {
            body.ApplyNames();
        }
    }

    private void Fold(FreezeBody body, NodeDef node)
    {
        var value = _values.Variable(node, _bytes);
        var variable = new FoldedVariable(Resource.NameOf(node), (DType)value.Dtype, Resource.IsRefVariable(node.Op));
        body.Become(node, "Const", node.Op == "VarHandleOp" ? "resource" : "ref", "output", ("dtype", ProtoParts.Type(variable.DType)), ("value", new AttrValue { Tensor = value }));
        Mark(body, node.Name + ":0", variable);
    }

    private void Mark(FreezeBody body, string key, FoldedVariable variable)
    {
        if (_marked.Add((body, key)))
        {
            _open.Push((body, key, variable));
        }
    }

    private void Spread(FreezeBody body, string key, FoldedVariable variable)
    {
        foreach (var result in body.ResultsOf(key))
        {
            Return(body.Function!, result, variable);
        }

        foreach (var (reader, position) in body.ReadersOf(key))
        {
            var calls = CallSites.Of(reader, _graph.Library).ToList();
            if (calls.Count != 0)
            {
                Pass(body, reader, position, calls, variable);
            }
            else if (HandleReader.Fold(body, reader, position, variable) is { } outputs)
            {
                foreach (var output in outputs)
                {
                    Mark(body, $"{reader.Name}:{output}", variable);
                }
            }
        }
    }

    private void Pass(FreezeBody body, NodeDef call, int position, List<CallSites.Call> calls, FoldedVariable variable)
    {
        var argument = position - calls[0].FirstInput;
        if (argument < 0)
        {
            throw HandleReader.Unfit(body, call, variable);
        }

        SetType(call, CallSites.IsLoop(call) ? "T" : "Tin", argument, variable.DType);
        foreach (var function in calls.Select(c => _graph.Library.Find(c.Function)).OfType<FunctionDef>().Where(f => argument < f.Signature.InputArg.Count))
        {
            var arg = function.Signature.InputArg[argument];
            function.Signature.InputArg[argument] = new OpDef.Types.ArgDef { Name = arg.Name, Type = (int)variable.DType };
            function.ArgAttr.Remove((uint)argument);
            function.ResourceArgUniqueId.Clear();
            Mark(_graph.BodyOf(function), arg.Name + ":0", variable);
        }

        if (CallSites.IsLoop(call))
        {
            ForgetShape(call, argument);
            Mark(body, $"{call.Name}:{argument}", variable);
        }
    }

    private void Return(FunctionDef function, int result, FoldedVariable variable)
    {
        var name = function.Signature.OutputArg[result].Name;
        function.Signature.OutputArg[result] = new OpDef.Types.ArgDef { Name = name, Type = (int)variable.DType };
        foreach (var (body, call) in _graph.CallsOf(function.Signature.Name).Where(c => !CallSites.IsLoop(c.Call)))
        {
            SetType(call, "Tout", result, variable.DType);
            ForgetShape(call, result);
            Mark(body, $"{call.Name}:{result}", variable);
        }
    }

    // The shape recorded is that of a handle; those of other outputs may say more than the inputs do.
    private static void ForgetShape(NodeDef call, int output)
    {
        if (call.Attr.GetValueOrDefault("output_shapes")?.List is { } shapes && output < shapes.Shape.Count)
        {
            shapes.Shape[output] = new TensorShapeProto { UnknownRank = true };
        }
    }

    // A function called by its own name has its dtypes from its signature.
    private static void SetType(NodeDef node, string list, int at, DType dtype)
    {
        if (node.Attr.GetValueOrDefault(list)?.List is { } types && at < types.Type.Count)
        {
            types.Type[at] = (int)dtype;
        }
    }
}
