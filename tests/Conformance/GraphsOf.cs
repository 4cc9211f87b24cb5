using System.Runtime.InteropServices;
using TensorFrames.Tests.Graphs;

namespace TensorFrames.Tests.Conformance;

/// <summary>Graphs that the cases share.</summary>
internal static class GraphsOf
{
    internal static Graph On(this GraphBuilder graph, IEngine engine) => engine.Load(graph.Bytes);

    /// <summary>A constant of doubles.</summary>
    internal static GraphBuilder Const(this GraphBuilder graph, string name, double[] values, params long[] shape) => graph.Node(
        name, "Const", [], ("dtype", GraphBuilder.Type(DType.Float64)), ("value", GraphBuilder.Tensor(DType.Float64, MemoryMarshal.AsBytes(values.AsSpan()), shape)));

    /// <summary>y = x.</summary>
    internal static GraphBuilder Identity(DType dtype, params long[] shape) =>
        new GraphBuilder().Placeholder("x", dtype, shape).Node("y", "Identity", ["x"], GraphBuilder.T(dtype));

    /// <summary>z = x + 3.</summary>
    internal static GraphBuilder AddThree(string placeholder = "x", params long[] shape) => new GraphBuilder()
        .Placeholder(placeholder, DType.Float64, shape).Const("three", [3.0]).Node("z", "Add", [placeholder, "three"], GraphBuilder.T(DType.Float64));

    /// <summary>out = a + b.</summary>
    internal static GraphBuilder Sum(DType dtype, params long[] shape) => new GraphBuilder()
        .Placeholder("a", dtype, shape).Placeholder("b", dtype, shape).Node("out", "Add", ["a", "b"], GraphBuilder.T(dtype));

    /// <summary>A constant as the only fetch of a map over column in.</summary>
    internal static GraphBuilder Constant(string name, double[] values, params long[] shape) => new GraphBuilder().Const(name, values, shape);
}
