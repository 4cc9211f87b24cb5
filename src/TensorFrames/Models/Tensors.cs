using Google.Protobuf;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Models;

/// <summary>Tensors and attributes of the nodes that freezing makes.</summary>
internal static class Tensors
{
    public static TensorProto Of(DType dtype, TensorShape shape)
    {
        var tensor = new TensorProto { Dtype = (int)dtype, TensorShape = new TensorShapeProto() };
        foreach (var size in shape.Dims)
        {
            tensor.TensorShape.Dim.Add(new TensorShapeProto.Types.Dim { Size = size });
        }

        return tensor;
    }

    public static TensorProto Strings(IEnumerable<ByteString> texts, TensorShape shape)
    {
        var tensor = Of(DType.String, shape);
        tensor.StringVal.AddRange(texts);
        return tensor;
    }

    public static TensorProto Scalar(int value) => new() { Dtype = (int)DType.Int32, TensorShape = new(), IntVal = { value } };

    public static AttrValue Type(DType dtype) => new() { Type = (int)dtype };

    public static NodeDef Const(string name, TensorProto value) => new()
    {
        Name = name,
        Op = "Const",
        Attr = { ["dtype"] = new AttrValue { Type = value.Dtype }, ["value"] = new AttrValue { Tensor = value } },
    };
}
