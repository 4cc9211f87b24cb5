using System.Reflection;
using TensorFrames.Building;
using TensorFrames.Ops;
using Xunit;

namespace TensorFrames.Tests.Building;

/// <summary>Every op of the loaded library has a typed method.</summary>
public sealed class EveryOpTests
{
    private static readonly HashSet<string> Methods = [.. typeof(GraphBuilderOps).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(m => m.Name)];

    [Theory, EveryRuntime]
    public void Each_op_of_the_library_has_a_method(Runtime tf) => Assert.Empty(tf.Open().Registry.ByName.Keys.Except(Methods, StringComparer.Ordinal));

    [Fact]
    public void The_methods_are_the_union_of_both_libraries_ops() => Assert.Equal(1832, Methods.Count);

    [Theory, EveryRuntime]
    public void Lists_and_several_outputs_come_as_the_op_has_them(Runtime tf)
    {
        using var graph = new GraphBuilder(tf.Open());
        var x = graph.Placeholder(DType.Float32, new(6, 4), "x");
        var parts = graph.Split(0, x, 3);
        Assert.Equal([new TensorShape(2, 4), new(2, 4), new(2, 4)], parts.Select(p => p.Shape));
        var (values, indices) = graph.TopKV2(parts[0], 2);
        Assert.Equal((DType.Float32, DType.Int32, "TopKV2:1"), (values.DType, indices.DType, indices.Name));
        var (output, mean, variance, _, _) = graph.FusedBatchNorm(graph.Reshape(x, new[] { 1, 2, 3, 4 }), new float[4], new float[4], Array.Empty<float>(), Array.Empty<float>());
        Assert.Equal([new TensorShape(1, 2, 3, 4), new(4), new(4)], new[] { output.Shape, mean.Shape, variance.Shape });
        Assert.Equal([DType.Float32, DType.Int32], graph.IdentityN([x, indices]).Select(t => t.DType));
        Assert.Empty(graph.NoOp().Outputs);
        Assert.Equal("counts", graph.Bincount(new[] { 1 }, 2, Array.Empty<float>(), "counts").Name);
    }
}
