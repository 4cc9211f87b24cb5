using Google.Protobuf;
using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Building;

/// <summary>Tensors as a GraphDef has them.</summary>
internal static class Protos
{
    internal static TensorProto Of(TensorValue value)
    {
        var proto = new TensorProto { Dtype = (int)value.DType, TensorShape = ProtoParts.Shape(value.Shape) };
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
