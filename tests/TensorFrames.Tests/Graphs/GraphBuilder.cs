using System.Runtime.InteropServices;
using Google.Protobuf;
using TensorFrames.Graphs.Proto;

namespace TensorFrames.Tests.Graphs;

/// <summary>Writes small graphs node by node: <c>new GraphBuilder().Placeholder("x", …).Node("y", "Relu", ["x"], T(…))</c>.</summary>
internal sealed class GraphBuilder
{
    public GraphDef Def { get; } = new() { Versions = new VersionDef { Producer = 134 } };

    public byte[] Bytes => Def.ToByteArray();

    public GraphBuilder Node(string name, string op, string[] inputs, params (string, AttrValue)[] attrs)
    {
        Def.Node.Add(Make(name, op, inputs, attrs));
        return this;
    }

    public GraphBuilder Placeholder(string name, DType dtype, params long[] dims) =>
        Node(name, "Placeholder", [], ("dtype", Type(dtype)), ("shape", new AttrValue { Shape = Shape(dims) }));

    public GraphBuilder Int32(string name, params int[] values) => Node(name, "Const", [], Int32Attrs(values, vector: true));

    public GraphBuilder Int32Scalar(string name, int value, params string[] control) =>
        Node(name, "Const", [.. control.Select(c => "^" + c)], Int32Attrs([value], vector: false));

    public GraphBuilder Int64(string name, params long[] values) => Node(name, "Const", [], Int64Attrs(values, vector: true));

    public GraphBuilder Int64Scalar(string name, long value) => Node(name, "Const", [], Int64Attrs([value], vector: false));

    public GraphBuilder Function(string name, (string, DType)[] inputs, (string Name, DType Type, string From)[] outputs, params NodeDef[] body)
    {
        var function = new FunctionDef { Signature = new OpDef { Name = name } };
        foreach (var (arg, type) in inputs)
        {
            function.Signature.InputArg.Add(new OpDef.Types.ArgDef { Name = arg, Type = (int)type });
        }

        foreach (var (arg, type, from) in outputs)
        {
            function.Signature.OutputArg.Add(new OpDef.Types.ArgDef { Name = arg, Type = (int)type });
            function.Ret.Add(arg, from);
        }

        function.NodeDef.AddRange(body);
        Def.Library ??= new FunctionDefLibrary();
        Def.Library.Function.Add(function);
        return this;
    }

    public static NodeDef Make(string name, string op, string[] inputs, params (string, AttrValue)[] attrs)
    {
        var node = new NodeDef { Name = name, Op = op };
        node.Input.AddRange(inputs);
        foreach (var (key, value) in attrs)
        {
            node.Attr.Add(key, value);
        }

        return node;
    }

    public static (string, AttrValue)[] Int32Attrs(int[] values, bool vector) =>
        [("dtype", Type(DType.Int32)), ("value", Tensor(DType.Int32, MemoryMarshal.AsBytes(values.AsSpan()), vector ? [values.Length] : []))];

    public static (string, AttrValue)[] Int64Attrs(long[] values, bool vector) =>
        [("dtype", Type(DType.Int64)), ("value", Tensor(DType.Int64, MemoryMarshal.AsBytes(values.AsSpan()), vector ? [values.Length] : []))];

    public static (string, AttrValue) T(DType dtype) => ("T", Type(dtype));

    public static AttrValue Type(DType dtype) => new() { Type = (int)dtype };

    public static AttrValue Types(params DType[] dtypes)
    {
        var list = new AttrValue.Types.ListValue();
        list.Type.AddRange(dtypes.Select(d => (int)d));
        return new AttrValue { List = list };
    }

    public static AttrValue Function(string name) => new() { Func = new NameAttrList { Name = name } };

    public static TensorShapeProto Shape(params long[] dims)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(dims.Select(d => new TensorShapeProto.Types.Dim { Size = d }));
        return shape;
    }

    public static AttrValue Tensor(DType dtype, ReadOnlySpan<byte> content, params long[] dims) => new()
    {
        Tensor = new TensorProto { Dtype = (int)dtype, TensorShape = Shape(dims), TensorContent = ByteString.CopyFrom(content) },
    };
}
