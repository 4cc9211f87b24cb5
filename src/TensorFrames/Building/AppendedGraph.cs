using System.Collections.Frozen;
using TensorFrames.Graphs;

namespace TensorFrames.Building;

/// <summary>A graph that was added to another: its tensors by the names they had.</summary>
public sealed class AppendedGraph
{
    private readonly GraphBuilder _graph;
    private readonly FrozenDictionary<string, string> _ops;
    private readonly Dictionary<string, Operation> _operations = new(StringComparer.Ordinal);

    internal AppendedGraph(GraphBuilder graph, string name, IEnumerable<KeyValuePair<string, string>> ops) =>
        (_graph, Name, _ops) = (graph, name, ops.ToFrozenDictionary(StringComparer.Ordinal));

    /// <summary>What the names of its operations begin with now, before a slash.</summary>
    public string Name { get; }

    /// <summary>A tensor of it: <c>z</c> or <c>z:1</c>, as the graph itself names it.</summary>
    /// <exception cref="BuildException">It has no such tensor.</exception>
    public Tensor this[string tensor]
    {
        get
        {
            var name = TensorName.Parse(tensor);
            if (!_ops.TryGetValue(name.Operation, out var op))
            {
                throw GraphBuilder.Fault($"the graph appended as '{Name}' has no operation '{name.Operation}'.{NearNames.Hint(name.Operation, _ops.Keys)} Fix: name one of it that is not fed", SourceLine.OfCaller);
            }

            if (!_operations.TryGetValue(name.Operation, out var operation))
            {
                _operations.Add(name.Operation, operation = _graph.Appended($"{Name}/{name.Operation}", op));
            }

            var outputs = operation.Outputs;
            return name.Index < outputs.Count ? outputs[name.Index]
                : throw GraphBuilder.Fault($"operation '{name.Operation}' has {outputs.Count} outputs. Fix: a lower index than {name.Index}", SourceLine.OfCaller);
        }
    }
}
