using Google.Protobuf;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Building;

/// <summary>Shapes and tensors as a GraphDef has them.</summary>
internal static class Protos
{
    internal static TensorShapeProto Of(TensorShape shape)
    {
        var proto = new TensorShapeProto { UnknownRank = !shape.HasRank };
        foreach (var size in shape.Dims)
        {
            proto.Dim.Add(new TensorShapeProto.Types.Dim { Size = size });
        }

        return proto;
    }

    internal static TensorProto Of(TensorValue value)
    {
        var proto = new TensorProto { Dtype = (int)value.DType, TensorShape = Of(value.Shape) };
        if (value.DType == DType.String)
        {
            proto.StringVal.AddRange(value.Texts().Select(t => ByteString.CopyFrom(t.Span)));
        }
        else
        {
            proto.TensorContent = ByteString.CopyFrom(value.Values.Span);
        }

        return proto;
    }
}
