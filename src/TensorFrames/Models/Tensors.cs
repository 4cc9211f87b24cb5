using Google.Protobuf;
using TensorFrames.Graphs;
using TensorFrames.Graphs.Proto;
using TensorFrames.Models.Proto;

namespace TensorFrames.Models;

/// <summary>Tensors and attributes of the nodes that freezing makes.</summary>
internal static class Tensors
{
    public static TensorProto Of(DType dtype, TensorShape shape) => new() { Dtype = (int)dtype, TensorShape = ProtoParts.Shape(shape) };

    public static TensorProto Strings(IEnumerable<ByteString> texts, TensorShape shape)
    {
        var tensor = Of(DType.String, shape);
        tensor.StringVal.AddRange(texts);
        return tensor;
    }

    public static TensorProto Scalar(int value) => new() { Dtype = (int)DType.Int32, TensorShape = new(), IntVal = { value } };

    /// <summary>The dtype of what is fed or fetched: a reference's, which is written as 100 and the dtype, is that of its value.</summary>
    public static DType DTypeOf(TensorInfo info) => (DType)(info.Dtype > 100 ? info.Dtype - 100 : info.Dtype);

    public static NodeDef Const(string name, TensorProto value) => new()
    {
        Name = name,
        Op = "Const",
        Attr = { ["dtype"] = new AttrValue { Type = value.Dtype }, ["value"] = new AttrValue { Tensor = value } },
    };
}
