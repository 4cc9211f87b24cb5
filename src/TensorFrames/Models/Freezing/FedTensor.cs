using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;
using TensorFrames.Models.Proto;

namespace TensorFrames.Models.Freezing;

/// <summary>Dtype and shape of a tensor that is to be fed though it is no placeholder, as far as its node tells: a batch of a queue, for one.</summary>
internal static class FedTensor
{
    private static readonly string[] s_lists = ["component_types", "output_types", "Tout", "out_types", "dense_types"];
    private static readonly string[] s_types = ["out_type", "output_type", "DstT", "dtype", "T"];

    /// <exception cref="GraphException">There is no such tensor, or its node does not tell its dtype.</exception>
    public static TensorInfo Of(GraphDef def, TensorName tensor, string source)
    {
        var node = def.Node.FirstOrDefault(n => n.Name == tensor.Operation) ?? throw new GraphException(
            $"'{source}': no node '{tensor.Operation}' is in its graph to be fed.{NearNames.Hint(tensor.Operation, def.Node.Select(n => n.Name))} Fix: name a tensor of the graph.")
        { Node = tensor.Operation };
        var dtype = DTypeOf(node, tensor.Index) ?? throw new GraphException(
            $"'{source}': node '{node.Name}' ({node.Op}) does not tell the dtype of '{tensor}', so that it cannot be fed. Fix: feed what it reads, or what reads it.")
        { Node = node.Name };
        return new TensorInfo { Name = tensor.ToString(), Dtype = dtype > 100 ? dtype - 100 : dtype, TensorShape = ShapeOf(node, tensor.Index) };
    }

    private static int? DTypeOf(NodeDef node, int output)
    {
        foreach (var name in s_lists)
        {
            if (node.Attr.GetValueOrDefault(name)?.List?.Type is { Count: > 0 } types)
            {
                return output < types.Count ? types[output] : null;
            }
        }

        // The first output, or one of several of one kind; others may have another dtype.
        var count = node.Attr.GetValueOrDefault("num_split")?.I ?? node.Attr.GetValueOrDefault("num")?.I ?? 1;
        return output >= count ? null : OtherThanRead(node.Op) is { } dtype ? (int)dtype : s_types.Select(name => node.Attr.GetValueOrDefault(name)).FirstOrDefault(a => a?.ValueCase == AttrValue.ValueOneofCase.Type)?.Type;
    }

    // Of these ops, T is the dtype of what they read.
    private static DType? OtherThanRead(string op) => op switch
    {
        "Less" or "LessEqual" or "Greater" or "GreaterEqual" or "Equal" or "NotEqual" or "ApproximateEqual" => DType.Bool,
        "IsNan" or "IsInf" or "IsFinite" or "InTopK" or "InTopKV2" => DType.Bool,
        "Where" => DType.Int64,
        "Rank" => DType.Int32,
        _ => null,
    };

    // As recorded, but with any number of rows: what is recorded is the number of a training's batch.
    private static TensorShapeProto ShapeOf(NodeDef node, int output)
    {
        if (node.Attr.GetValueOrDefault("_output_shapes")?.List?.Shape is not { } shapes || output >= shapes.Count || shapes[output].UnknownRank)
        {
            return new TensorShapeProto { UnknownRank = true };
        }

        var shape = shapes[output].Clone();
        if (shape.Dim.Count > 0)
        {
            shape.Dim[0].Size = -1;
        }

        return shape;
    }
}
