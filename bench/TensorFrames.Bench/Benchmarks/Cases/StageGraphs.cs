using Google.Protobuf;
using TensorFrames.Graphs.Proto;
using TensorFrames.Tests.Graphs;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>Graphs that leave one stage of the data's way alone.</summary>
internal static class StageGraphs
{
    /// <summary>y = the shape of x: all of x goes in, a few bytes come out, and TensorFlow looks at no value.</summary>
    internal static byte[] ShapeOf(DType dtype, params long[] cell) => new GraphBuilder().Placeholder("x", dtype, [-1, .. cell])
        .Node("y", "Shape", ["x"], GraphBuilder.T(dtype), ("out_type", GraphBuilder.Type(DType.Int32))).Bytes;

    /// <summary>y = a column's values, a constant: TensorFlow hands out the same memory at each run. x is a placeholder that does nothing.</summary>
    internal static byte[] Constant(ConversionCase kind) => new GraphBuilder().Placeholder("x", DType.Float64, -1)
        .Node("c", "Const", [], ("dtype", GraphBuilder.Type(kind.DType)), ("value", Values(kind)))
        .Node("y", "Identity", ["c", "^x"], GraphBuilder.T(kind.DType)).Bytes;

    private static AttrValue Values(ConversionCase kind)
    {
        long[] shape = [kind.Column.Length, .. kind.Cell];
        if (kind.DType == DType.String)
        {
            var texts = GraphBuilder.Tensor(DType.String, default, shape);
            texts.Tensor.StringVal.AddRange(Enumerable.Range(0, kind.Column.Length).Select(i => ByteString.CopyFromUtf8(PerRow.Text(kind.Column, i))));
            return texts;
        }

        if (kind.DType == DType.Bool)
        {
            return GraphBuilder.Tensor(DType.Bool, [.. PerRow.Values<bool>(kind.Column).Select(v => (byte)(v ? 1 : 0))], shape);
        }

        var leaf = Leaf.Of(kind.Column.Data);
        return GraphBuilder.Tensor(kind.DType, leaf.Buffers[1].Span[..(leaf.Length * kind.DType.Width())], shape);
    }
}
