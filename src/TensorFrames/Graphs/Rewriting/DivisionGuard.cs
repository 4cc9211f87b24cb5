using System.Buffers.Binary;
using Google.Protobuf;
using TensorFrames.Graphs.Proto;
using static TensorFrames.Graphs.ProtoParts;

namespace TensorFrames.Graphs.Rewriting;

/// <summary>Builds the nodes that guard one division.</summary>
internal static class DivisionGuard
{
    public static void Add(NodeDef division, GraphBody body, BodyNodes nodes)
    {
        var (x, y) = (division.Input[0], division.Input[1]);
        var dtype = (DType)division.Attr["T"].Type;
        var path = nodes.FreeName(division.Name + "/int_overflow");
        var anchor = Anchor(x, y, nodes);

        // bad = (x == INT_MIN) & (y == -1), of the shape that x and y broadcast to.
        var least = Const("least", Integer(dtype, dtype == DType.Int32 ? int.MinValue : long.MinValue));
        var minusOne = Const("minus_one", Integer(dtype, -1));
        var xIsLeast = nodes.Add(path + "/x", "Equal", [x, least], ("T", Type(dtype)));
        var yIsMinusOne = nodes.Add(path + "/y", "Equal", [y, minusOne], ("T", Type(dtype)));
        var bad = nodes.Add(path + "/bad", "LogicalAnd", [xIsLeast, yIsMinusOne]);

        // The divisor becomes -1 + 2 = 1 there. Additions broadcast just as the division does, which a select need not.
        var one = nodes.Add(path + "/one", "Cast", [bad], ("SrcT", Type(DType.Bool)), ("DstT", Type(dtype)));
        var two = nodes.Add(path + "/two", "Add", [one, one], ("T", Type(dtype)));
        division.Input[1] = nodes.Add(path + "/divisor", "Add", [y, two], ("T", Type(dtype)));

        // The division waits for the Assert, so that its message is the first error of the run.
        var flat = nodes.Add(path + "/flat", "Reshape", [bad, Const("all", Vector(-1))], ("T", Type(DType.Bool)), ("Tshape", Type(DType.Int32)));
        var any = nodes.Add(path + "/any", "Any", [flat, Const("axis", Integer(DType.Int32, 0))], ("Tidx", Type(DType.Int32)));
        var none = nodes.Add(path + "/none", "LogicalNot", [any]);
        nodes.Add(path + "/assert", "Assert", [none, Const("text", Text(Message(division, dtype, body)))], ("T", Types(DType.String)));
        division.Input.Add("^" + path + "/assert");

        string Const(string name, AttrValue value) =>
            nodes.Add($"{path}/{name}", "Const", anchor is null ? [] : [anchor], ("dtype", Type((DType)value.Tensor.Dtype)), ("value", value));
    }

    private static string Message(NodeDef division, DType dtype, GraphBody body)
    {
        var least = dtype == DType.Int32 ? int.MinValue : long.MinValue;
        return $"Integer overflow in {body.Describe(division)} ({division.Op}): {least} divided by -1 does not fit {dtype.Name()}";
    }

    // A constant lives in the frame of what it waits for: without an input, one inside a while loop would be outside of it.
    // The dividend comes first: the divisor is more often a loop's invariant. Arguments of functions are in no loop.
    private static string? Anchor(string x, string y, BodyNodes nodes)
    {
        var known = new[] { x, y }.Select(i => nodes.Find(NodeInput.Parse(i).Node)).OfType<NodeDef>().ToList();
        var anchor = known.Find(n => n.Op is not ("Enter" or "RefEnter")) ?? known.FirstOrDefault();
        return anchor is null ? null : "^" + anchor.Name;
    }

    private static AttrValue Types(DType dtype)
    {
        var list = new AttrValue.Types.ListValue();
        list.Type.Add((int)dtype);
        return new() { List = list };
    }

    private static AttrValue Integer(DType dtype, long value)
    {
        var tensor = new TensorProto { Dtype = (int)dtype, TensorShape = new() };
        var bytes = new byte[dtype.Width()];
        if (dtype == DType.Int32)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, (int)value);
        }
        else
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        }

        tensor.TensorContent = UnsafeByteOperations.UnsafeWrap(bytes);
        return new() { Tensor = tensor };
    }

    private static AttrValue Vector(int value)
    {
        var attribute = Integer(DType.Int32, value);
        attribute.Tensor.TensorShape.Dim.Add(new TensorShapeProto.Types.Dim { Size = 1 });
        return attribute;
    }

    private static AttrValue Text(string text)
    {
        var tensor = new TensorProto { Dtype = (int)DType.String, TensorShape = new() };
        tensor.StringVal.Add(ByteString.CopyFromUtf8(text));
        return new() { Tensor = tensor };
    }
}
