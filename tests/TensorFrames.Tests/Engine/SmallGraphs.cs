using System.Runtime.InteropServices;
using TensorFrames.Tests.Graphs;

namespace TensorFrames.Tests.Engine;

/// <summary>Small graphs over one float64 column x.</summary>
internal static class SmallGraphs
{
    /// <summary>y = x + 3.</summary>
    internal static Graph AddThree(Runtime tf) => Graph.Load(
        Three().Node("y", "Add", ["x", "three"], GraphBuilder.T(DType.Float64)).Bytes, tf.Open());

    /// <summary>y = x, in TensorFlow's eyes the very same memory.</summary>
    internal static Graph Same(Runtime tf) => Graph.Load(
        new GraphBuilder().Placeholder("x", DType.Float64, -1).Node("y", "Identity", ["x"], GraphBuilder.T(DType.Float64)).Bytes, tf.Open());

    /// <summary>y = x, with an error wherever x is NaN or infinite.</summary>
    internal static Graph Checked(Runtime tf) => Graph.Load(
        new GraphBuilder().Placeholder("x", DType.Float64, -1)
            .Node("y", "CheckNumerics", ["x"], GraphBuilder.T(DType.Float64), ("message", new() { S = Google.Protobuf.ByteString.CopyFromUtf8("not a number") })).Bytes,
        tf.Open());

    private static GraphBuilder Three() => new GraphBuilder().Placeholder("x", DType.Float64, -1)
        .Node("three", "Const", [], ("dtype", GraphBuilder.Type(DType.Float64)), ("value", GraphBuilder.Tensor(DType.Float64, MemoryMarshal.AsBytes<double>([3.0]))));
}
