using TensorFrames.Tests.Verbs;
using Xunit;
using static TensorFrames.Tests.Graphs.GraphBuilder;

namespace TensorFrames.Tests.Graphs;

/// <summary>A Mean of integers is that of 64-bit sums on every runtime; 1.15 sums, and counts, in the dtype itself, and dies of a count that becomes 0.</summary>
public sealed class IntegerMeanTests
{
    [Theory, EveryRuntime]
    public void Its_count_and_sums_do_not_wrap(Runtime tf)
    {
        Assert.Equal([1], MeanOf(tf, Enumerable.Repeat((sbyte)1, 256), DType.Int8));
        Assert.Equal([200], MeanOf(tf, Enumerable.Repeat((byte)200, 256), DType.UInt8));
        Assert.Equal([-30_000], MeanOf(tf, Enumerable.Repeat((short)-30_000, 65_536), DType.Int16));
        Assert.Equal([60_000], MeanOf(tf, Enumerable.Repeat((ushort)60_000, 65_536), DType.UInt16));
        Assert.Equal([2_000_000_000], MeanOf(tf, Enumerable.Repeat(2_000_000_000, 3), DType.Int32));
        Assert.Equal([4_000_000_000], MeanOf(tf, Enumerable.Repeat(4_000_000_000, 3), DType.UInt32));
        Assert.Equal([-3], MeanOf(tf, [(sbyte)-4, (sbyte)-3], DType.Int8));
    }

    [Fact]
    public void What_reads_it_stays_as_it_is()
    {
        var graph = RewritingTests.Rewrite(new GraphBuilder().Blocks("x", "Mean", DType.Int8), Registries.Old);
        var mean = graph.Node.Single(n => n.Name == "x");
        Assert.Equal(("Identity", "x/int64/result", (int)DType.Int8), (mean.Op, mean.Input.Single(), mean.Attr["T"].Type));
    }

    [Fact]
    public void In_a_functions_body_too()
    {
        var graph = new GraphBuilder().Int32("c", 1).Function("f", [("a", DType.UInt8), ("b", DType.Int32)], [("o", DType.UInt8, "q:output:0")], Make("q", "Mean", ["a", "b"], T(DType.UInt8), ("Tidx", Type(DType.Int32))));
        Assert.Equal(["q/int64/result:y:0"], RewritingTests.Rewrite(graph, Registries.Old).Library.Function[0].NodeDef.Single(n => n.Name == "q").Input);
    }

    [Fact]
    public void Floats_and_new_runtimes_are_left_alone()
    {
        Assert.Equal(3, RewritingTests.Rewrite(new GraphBuilder().Blocks("x", "Mean", DType.Float16), Registries.Old).Node.Count);
        Assert.Equal(3, RewritingTests.Rewrite(new GraphBuilder().Blocks("x", "Mean", DType.Int8), Registries.New).Node.Count);
    }

    private static long[] MeanOf<T>(Runtime tf, IEnumerable<T> values, DType dtype)
        where T : unmanaged
    {
        using var graph = new GraphBuilder().Blocks("x", "Mean", dtype).Load(tf);
        T[] all = [.. values];
        using var results = graph.Run(new Dictionary<string, TensorValue> { ["x_input"] = TensorValue.Of<T>(all, all.Length) }, "x");
        return [.. results.Values<T>("x").ToArray().Select(v => Convert.ToInt64(v, System.Globalization.CultureInfo.InvariantCulture))];
    }
}
