using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Models.Values;

/// <summary>A graph, or the body of a function as one call sees it: names resolve to nodes, arguments to what the call passes.</summary>
internal sealed class Scope
{
    private const int Deepest = 64;
    private const int MostSteps = 10_000;
    private readonly Dictionary<string, FunctionDef> _functions;
    private readonly Dictionary<string, NodeDef> _nodes;
    private readonly FunctionDef? _function;
    private readonly Scope? _caller;
    private readonly NodeDef? _call;
    private readonly int _depth;

    public Scope(GraphDef def)
    {
        _functions = new(StringComparer.Ordinal);
        foreach (var function in def.Library?.Function ?? [])
        {
            _functions.TryAdd(function.Signature?.Name ?? "", function);
        }

        _nodes = ByName(def.Node);
    }

    private Scope(Scope caller, NodeDef call, FunctionDef function)
    {
        (_functions, _caller, _call, _function, _depth) = (caller._functions, caller, call, function, caller._depth + 1);
        _nodes = ByName(function.NodeDef);
    }

    /// <summary>Whether it is the graph itself.</summary>
    public bool IsGraph => _function is null;

    public IEnumerable<NodeDef> Nodes => _nodes.Values;

    public NodeDef? Find(string name) => _nodes.GetValueOrDefault(name);

    /// <summary>The function that a node calls; null where it calls none, or calls are nested without end.</summary>
    public Scope? Enter(NodeDef call)
    {
        var name = call.Op is "PartitionedCall" or "StatefulPartitionedCall" ? call.Attr.GetValueOrDefault("f")?.Func?.Name : call.Op;
        return _depth < Deepest && name is not null && _functions.TryGetValue(name, out var function) ? new Scope(this, call, function) : null;
    }

    /// <summary>The node that makes what an input reads, through identities and calls; null where the graph does not say.</summary>
    public Origin? Follow(string input)
    {
        var scope = this;
        for (var step = 0; step < MostSteps; step++)
        {
            var parsed = NodeInput.Parse(input);
            if (parsed.IsControl)
            {
                return null;
            }

            if (scope.Find(parsed.Node) is not { } node)
            {
                var passed = scope.Passed(parsed.Node);
                if (passed is null)
                {
                    return null;
                }

                (input, scope) = (passed, scope._caller!);
            }
            else if (node.Op is "Identity" or "RefIdentity" or "IdentityN" or "Enter" or "RefEnter" && parsed.Index < node.Input.Count)
            {
                input = node.Input[parsed.Index];
            }
            else if (scope.Enter(node) is { } inner)
            {
                var returned = inner.Returned(parsed);
                if (returned is null)
                {
                    return null;
                }

                (input, scope) = (returned, inner);
            }
            else
            {
                return new Origin(scope, node, parsed.Index);
            }
        }

        return null;
    }

    // What the call gives for an argument of this function.
    private string? Passed(string argument)
    {
        var arguments = _function?.Signature?.InputArg ?? [];
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].Name == argument)
            {
                return i < _call!.Input.Count ? _call.Input[i] : null;
            }
        }

        return null;
    }

    // What the function gives for an output of its call. A call by the function's own name has outputs of the results' names;
    // that of a PartitionedCall are all one list, called 'output'.
    private string? Returned(NodeInput output)
    {
        var results = _function!.Signature?.OutputArg ?? [];
        var result = output.Arg is not null && _call!.Op == _function.Signature?.Name ? results.FirstOrDefault(r => r.Name == output.Arg)
            : output.Index < results.Count ? results[output.Index] : null;
        return result is null ? null : _function.Ret.GetValueOrDefault(result.Name);
    }

    private static Dictionary<string, NodeDef> ByName(IEnumerable<NodeDef> nodes)
    {
        var byName = new Dictionary<string, NodeDef>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            byName.TryAdd(node.Name, node);
        }

        return byName;
    }
}
