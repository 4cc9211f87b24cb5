using System.Runtime.InteropServices;
using Google.Protobuf;
using TensorFrames.Graphs.Proto;
using TensorFrames.Tests.Graphs;
using static TensorFrames.Tests.Graphs.GraphBuilder;

namespace TensorFrames.Tests.Cli;

/// <summary>Small graphs as files.</summary>
internal static class CliGraphs
{
    /// <summary>y = x + 3, float64.</summary>
    internal static byte[] AddThree => Double("x").Node("three", "Const", [], Three).Node("y", "Add", ["x", "three"], T(DType.Float64)).Bytes;

    /// <summary>y = x + 3 and z = x, both float64.</summary>
    internal static byte[] TwoOutputs => Double("x").Node("three", "Const", [], Three)
        .Node("z", "Identity", ["x"], T(DType.Float64)).Node("y", "Add", ["x", "three"], T(DType.Float64)).Bytes;

    /// <summary>y = x, float64, of any shape.</summary>
    internal static byte[] AnyShape => new GraphBuilder()
        .Node("x", "Placeholder", [], ("dtype", Type(DType.Float64)), ("shape", new AttrValue { Shape = new TensorShapeProto { UnknownRank = true } }))
        .Node("y", "Identity", ["x"], T(DType.Float64)).Bytes;

    /// <summary>y = x, string.</summary>
    internal static byte[] Text => new GraphBuilder().Placeholder("x", DType.String, -1).Node("y", "Identity", ["x"], T(DType.String)).Bytes;

    /// <summary>y = not x.</summary>
    internal static byte[] Not => new GraphBuilder().Placeholder("x", DType.Bool, -1).Node("y", "LogicalNot", ["x"]).Bytes;

    /// <summary>y = x and known = m: a value and its mask.</summary>
    internal static byte[] Masked => Double("x").Placeholder("m", DType.Bool, -1)
        .Node("y", "Identity", ["x"], T(DType.Float64)).Node("known", "Identity", ["m"], T(DType.Bool)).Bytes;

    /// <summary>y = x, with an error of TensorFlow's wherever x is not finite.</summary>
    internal static byte[] Checked => Double("x")
        .Node("y", "CheckNumerics", ["x"], T(DType.Float64), ("message", new AttrValue { S = ByteString.CopyFromUtf8("not a number") })).Bytes;

    /// <summary>An op that no TensorFlow has.</summary>
    internal static byte[] Unknown => Double("x").Node("y", "NoSuchOp", ["x"], T(DType.Float64)).Bytes;

    private static (string, AttrValue)[] Three =>
        [("dtype", Type(DType.Float64)), ("value", Tensor(DType.Float64, MemoryMarshal.AsBytes<double>([3.0])))];

    private static GraphBuilder Double(string name) => new GraphBuilder().Placeholder(name, DType.Float64, -1);
}
