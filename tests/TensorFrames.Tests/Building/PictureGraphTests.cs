using TensorFrames.Building;
using TensorFrames.Ops;
using Xunit;

namespace TensorFrames.Tests.Building;

/// <summary>Pictures in graphs written in C#, and functions whose values are known.</summary>
public sealed class PictureGraphTests
{
    [Theory, EveryRuntime]
    public void A_picture_is_encoded_decoded_and_resized(Runtime tf)
    {
        using var graph = new GraphBuilder(tf.Open());
        var pixels = graph.Constant(Enumerable.Range(0, 12).ToArray(), DType.UInt8).Reshape([2, 2, 3]);
        var file = graph.EncodePng(pixels);
        file.DecodePng(channels: 3).Named("png");
        graph.EncodeJpeg(pixels).DecodeJpeg(channels: 1).Named("jpeg");
        file.DecodeJpeg(channels: 3).Cast(DType.Float32).ExpandDims(0).ResizeBilinear(new[] { 1, 1 }).Named("small");
        using var built = graph.ToGraph();
        using var results = built.Run(new Dictionary<string, TensorValue>(), "png", "jpeg", "small");
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (byte)i), results.Values<byte>("png").ToArray());
        Assert.Equal(new TensorShape(2, 2, 1), results.Shape("jpeg"));
        Assert.Equal([4.5f, 5.5f, 6.5f], results.Values<float>("small").ToArray());
    }

    [Theory, EveryRuntime]
    public void Functions_and_parts_have_their_known_values(Runtime tf)
    {
        using var graph = new GraphBuilder(tf.Open());
        var x = graph.Constant(new double[,] { { 1, -2, 3 }, { 4, 5, -6 } });
        Is([3, -6], x[.., 2]);
        Is([4, 5, -6], x[^1]);
        Is([-2, 3, 5, -6], x[.., 1..]);
        Is([1, -2, 4, 5], x[..2, ..^1]);
        Is([1, 0, 3, 4, 5, 0], x.Relu());
        Is([1, -2, -6], graph.Stack([x[0], x[1]]).Min(0));
        Is([5], x.Sum());
        Is([1, 4, 9, 16, 25, 36], x.Square());
        Is([0.841344746], graph.Constant(new[] { 1.0 }).Gelu());
        Is([1, -2, 0], (x % 3)[0]);
        Is([1, -2, -2, 3], x[0].Gather(new[] { 0, 1, 1, 2 }));
        Is([14], x[0].Reshape([1, 3]).MatMul(x[0].Reshape([1, 3]), transposeB: true));
        Is([1, 3, 0, 0, 0], x[0].BooleanMask(x[0] > 0).Pad(new[,] { { 0, 3 } }));
        Is([-1], (graph.Constant(new[] { -3 }) / 2).Cast(DType.Float64));
        Is([0, 1, 2, 2], graph.Concat([graph.Range(0, 3, 1), graph.Constant(new[] { 2 })], 0).Cast(DType.Float64));
        Is([7, 7, 1], graph.Concat([graph.Fill(new[] { 2 }, 7.0), graph.Ones(new[] { 1 }, DType.Float64)], 0));
    }

    private static void Is(double[] expected, Tensor tensor)
    {
        using var built = tensor.Graph.ToGraph(tensor);
        using var results = built.Run(new Dictionary<string, TensorValue>(), tensor.Name);
        Assert.Equal(expected, results.Values<double>(tensor.Name).ToArray(), (a, b) => Math.Abs(a - b) < 1e-6);
    }
}
