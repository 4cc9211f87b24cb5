using Google.Protobuf.Collections;
using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Models.Freezing;

/// <summary>
/// The graph or a function's body while it is frozen: who reads what. Outputs are known by keys, <c>node:2</c>, and arguments
/// of a function by <c>argument:0</c>.
/// </summary>
internal sealed class FreezeBody
{
    private readonly Dictionary<string, NodeDef> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(NodeDef Node, int Position)>> _readers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Node, string Arg), string> _renamedArgs = [];
    private readonly FunctionLibrary _library;

    public FreezeBody(RepeatedField<NodeDef> nodes, FunctionDef? function, FunctionLibrary library)
    {
        (Nodes, Function, _library) = (nodes, function, library);
        foreach (var node in nodes)
        {
            _byName.TryAdd(node.Name, node);
        }

        foreach (var node in nodes)
        {
            for (var i = 0; i < node.Input.Count; i++)
            {
                if (!node.Input[i].StartsWith('^'))
                {
                    Readers(KeyOf(node.Input[i])).Add((node, i));
                }
            }
        }
    }

    public RepeatedField<NodeDef> Nodes { get; }

    public FunctionDef? Function { get; }

    public NodeDef? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Nodes that read an output, with the number of the input.</summary>
    public IReadOnlyList<(NodeDef Node, int Position)> ReadersOf(string key) => _readers.GetValueOrDefault(key) ?? [];

    /// <summary>Numbers of the function's results that are this output.</summary>
    public IEnumerable<int> ResultsOf(string key)
    {
        var results = Function?.Signature.OutputArg ?? [];
        for (var i = 0; i < results.Count; i++)
        {
            if (Function!.Ret.TryGetValue(results[i].Name, out var input) && KeyOf(input) == key)
            {
                yield return i;
            }
        }
    }

    public string KeyOf(string input)
    {
        var parsed = NodeInput.Parse(input);
        return $"{parsed.Node}:{Flat(parsed)}";
    }

    /// <summary>How an input of this body names the only output of a node.</summary>
    public string InputOf(NodeDef node, string arg) => Function is null ? node.Name : $"{node.Name}:{arg}:0";

    /// <summary>A name that no node here has.</summary>
    public string FreeName(string wanted)
    {
        var name = wanted;
        for (var i = 1; _byName.ContainsKey(name); i++)
        {
            name = $"{wanted}_{i}";
        }

        return name;
    }

    public void Add(NodeDef node)
    {
        Nodes.Add(node);
        _byName.Add(node.Name, node);
    }

    /// <summary>Gives a node another op. Where its output has another name there, what reads it follows (<see cref="ApplyNames"/>).</summary>
    public void Become(NodeDef node, string op, string oldArg, string newArg, params ReadOnlySpan<(string Name, AttrValue Value)> attributes)
    {
        (node.Op, var kept) = (op, node.Attr.Where(a => a.Key.StartsWith('_')).ToList());
        node.Attr.Clear();
        foreach (var (name, value) in kept)
        {
            node.Attr.Add(name, value);
        }

        foreach (var (name, value) in attributes)
        {
            node.Attr.Add(name, value);
        }

        if (oldArg != newArg)
        {
            _renamedArgs[(node.Name, oldArg)] = newArg;
        }
    }

    /// <summary>Rewrites what reads outputs whose names have changed.</summary>
    public void ApplyNames()
    {
        if (Function is not null && _renamedArgs.Count != 0)
        {
            Redirect(input => NodeInput.Parse(input) is { Arg: { } arg } parsed && _renamedArgs.TryGetValue((parsed.Node, arg), out var renamed) ? $"{parsed.Node}:{renamed}:{parsed.Index}" : input);
        }
    }

    /// <summary>Passes every input, and every result of a function, through this.</summary>
    public void Redirect(Func<string, string> input, NodeDef? except = null)
    {
        foreach (var node in Nodes.Where(n => !ReferenceEquals(n, except)))
        {
            for (var i = 0; i < node.Input.Count; i++)
            {
                node.Input[i] = input(node.Input[i]);
            }
        }

        foreach (var (name, result) in Function?.Ret.ToList() ?? [])
        {
            Function!.Ret[name] = input(result);
        }
    }

    // In a function outputs go by their names; of the ops through which handles pass, only these have more than one.
    private int Flat(NodeInput input) => input.Arg switch
    {
        null => input.Index,
        "output_true" or "value_index" => 1,
        var arg when Find(input.Node) is { } node && _library.Find(node.Op) is { } called => Math.Max(called.Signature.OutputArg.ToList().FindIndex(o => o.Name == arg), 0),
        _ => input.Index,
    };

    private List<(NodeDef Node, int Position)> Readers(string key)
    {
        if (!_readers.TryGetValue(key, out var readers))
        {
            _readers.Add(key, readers = []);
        }

        return readers;
    }
}
