using TensorFrames.Graphs.Proto;
using static TensorFrames.Graphs.ProtoParts;

namespace TensorFrames.Graphs.Segments;

/// <summary>Adds nodes to a graph that is being written.</summary>
internal static class GraphNodes
{
    /// <summary>Adds a node; returns its name.</summary>
    internal static string Add(this GraphDef graph, string name, string op, string[] inputs, params (string Name, AttrValue Value)[] attributes)
    {
        var node = new NodeDef { Name = name, Op = op };
        node.Input.Add(inputs);
        foreach (var (key, value) in attributes)
        {
            node.Attr[key] = value;
        }

        graph.Node.Add(node);
        return name;
    }

    /// <summary>Adds a vector of int32.</summary>
    internal static string Constant(this GraphDef graph, string name, int[] values)
    {
        var tensor = new TensorProto { Dtype = (int)DType.Int32, TensorShape = Shape(new TensorShape(values.Length)) };
        tensor.IntVal.Add(values);
        return graph.Add(name, "Const", [], ("dtype", Type(DType.Int32)), ("value", new AttrValue { Tensor = tensor }));
    }

    /// <summary>Adds a placeholder; of unknown shape where <paramref name="dims"/> is null.</summary>
    internal static string Placeholder(this GraphDef graph, string name, DType dtype, params long[]? dims) => graph.Add(
        name, "Placeholder", [], ("dtype", Type(dtype)), ("shape", new AttrValue { Shape = Shape(dims is null ? TensorShape.Unknown : new TensorShape(dims)) }));
}
