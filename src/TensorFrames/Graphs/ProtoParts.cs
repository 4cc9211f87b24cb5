using TensorFrames.Graphs.Proto;

namespace TensorFrames.Graphs;

/// <summary>Dtypes and shapes as a GraphDef has them.</summary>
internal static class ProtoParts
{
    internal static AttrValue Type(DType dtype) => new() { Type = (int)dtype };

    internal static TensorShapeProto Shape(TensorShape shape)
    {
        var proto = new TensorShapeProto { UnknownRank = !shape.HasRank };
        foreach (var size in shape.Dims)
        {
            proto.Dim.Add(new TensorShapeProto.Types.Dim { Size = size });
        }

        return proto;
    }
}
