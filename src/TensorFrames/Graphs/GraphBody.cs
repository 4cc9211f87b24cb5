using Google.Protobuf.Collections;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs;

/// <summary>The graph itself, or the body of one of its functions: what checks and rewriters walk over.</summary>
internal sealed class GraphBody(RepeatedField<NodeDef> nodes, FunctionDef? function)
{
    public RepeatedField<NodeDef> Nodes { get; } = nodes;

    public FunctionDef? Function { get; } = function;

    /// <summary>The graph's own nodes first, then every function's.</summary>
    public static IEnumerable<GraphBody> Of(GraphDef def)
    {
        yield return new(def.Node, null);
        foreach (var function in def.Library?.Function ?? [])
        {
            yield return new(function.NodeDef, function);
        }
    }

    /// <summary>A node as messages name it: <c>node 'y'</c>, or <c>node 'y' of function 'f'</c>.</summary>
    public string Describe(NodeDef node) => Function is null ? $"node '{node.Name}'" : $"node '{node.Name}' of function '{Function.Signature?.Name}'";
}
