using System.Runtime.InteropServices;
using TensorFrames.Tests.Graphs;

namespace TensorFrames.Bench;

/// <summary>Graphs from placeholder x to y.</summary>
internal static class BenchGraphs
{
    /// <summary>y = x + 3 over float64.</summary>
    internal static byte[] AddThree { get; } = new GraphBuilder().Placeholder("x", DType.Float64, -1)
        .Node("three", "Const", [], ("dtype", GraphBuilder.Type(DType.Float64)), ("value", GraphBuilder.Tensor(DType.Float64, MemoryMarshal.AsBytes<double>([3.0]))))
        .Node("y", "Add", ["x", "three"], GraphBuilder.T(DType.Float64)).Bytes;

    /// <summary>y = x · w, rows of 32 floats to rows of 8.</summary>
    internal static byte[] MatMul { get; } = new GraphBuilder().Placeholder("x", DType.Float32, -1, 32)
        .Node("w", "Const", [], ("dtype", GraphBuilder.Type(DType.Float32)), ("value", Weights(32, 8)))
        .Node("y", "MatMul", ["x", "w"], GraphBuilder.T(DType.Float32), ("transpose_a", new() { B = false }), ("transpose_b", new() { B = false })).Bytes;

    /// <summary>x = the sum of x_input, float64.</summary>
    internal static byte[] SumBlocks { get; } = new GraphBuilder().Placeholder("x_input", DType.Float64, -1).Int32("axis", 0)
        .Node("x", "Sum", ["x_input", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32)), ("keep_dims", new() { B = false })).Bytes;

    /// <summary>x = the sum of x_input plus 0, float64: no reduction that is recognised as one.</summary>
    internal static byte[] SumAndMore { get; } = new GraphBuilder().Placeholder("x_input", DType.Float64, -1).Int32("axis", 0)
        .Node("sum", "Sum", ["x_input", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32)), ("keep_dims", new() { B = false }))
        .Node("zero", "Const", [], ("dtype", GraphBuilder.Type(DType.Float64)), ("value", GraphBuilder.Tensor(DType.Float64, MemoryMarshal.AsBytes<double>([0.0]))))
        .Node("x", "Add", ["sum", "zero"], GraphBuilder.T(DType.Float64)).Bytes;

    /// <summary>y = x + x + x of a shape, float64: element-wise.</summary>
    internal static byte[] Tripled(params long[] shape) => new GraphBuilder().Placeholder("x", DType.Float64, shape)
        .Node("twice", "Add", ["x", "x"], GraphBuilder.T(DType.Float64)).Node("y", "Add", ["twice", "x"], GraphBuilder.T(DType.Float64)).Bytes;

    /// <summary>y = the sum of a vector x, float64: of a row, which cannot be stacked.</summary>
    internal static byte[] SumOfCell(int width) => new GraphBuilder().Placeholder("x", DType.Float64, width).Int32("axis", 0)
        .Node("y", "Sum", ["x", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32)), ("keep_dims", new() { B = false })).Bytes;

    /// <summary>y = x, which TensorFlow hands on untouched: all that is left is the way in and out.</summary>
    internal static byte[] Identity(DType dtype, params long[] cell) =>
        new GraphBuilder().Placeholder("x", dtype, [-1, .. cell]).Node("y", "Identity", ["x"], GraphBuilder.T(dtype)).Bytes;

    /// <summary>y0 … = x, <paramref name="count"/> fetches.</summary>
    internal static byte[] Fan(DType dtype, int count, params long[] cell)
    {
        var graph = new GraphBuilder().Placeholder("x", dtype, [-1, .. cell]);
        for (var i = 0; i < count; i++)
        {
            graph.Node($"y{i}", "Neg", ["x"], GraphBuilder.T(dtype));
        }

        return graph.Bytes;
    }

    private static Graphs.Proto.AttrValue Weights(int rows, int columns)
    {
        var values = Enumerable.Range(0, rows * columns).Select(i => (float)Math.Sin(i)).ToArray();
        return GraphBuilder.Tensor(DType.Float32, MemoryMarshal.AsBytes(values.AsSpan()), rows, columns);
    }
}
