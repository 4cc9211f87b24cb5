using TensorFrames.Graphs;
using TensorFrames.Graphs.Rewriting;
using Xunit;
using static TensorFrames.Tests.Graphs.GraphBuilder;

namespace TensorFrames.Tests.Graphs;

public class ConstantFoldingTests
{
    private static readonly (string, TensorFrames.Graphs.Proto.AttrValue) Int64Index = ("index_type", Type(DType.Int64));

    [Fact]
    public void A_fill_past_memory_turns_folding_off() => Hazard(new GraphBuilder().Int64("d", 10_000_000_000_000).Int32Scalar("v", 1).Node("z", "Fill", ["d", "v"], T(DType.Int32), Int64Index));

    [Fact]
    public void A_fill_whose_size_is_computed_turns_folding_off() => Hazard(new GraphBuilder().Int32("a", 2_000_000, 2_000_000).Int32Scalar("v", 1)
        .Node("d", "Mul", ["a", "a"], T(DType.Int32)).Node("z", "Fill", ["d", "v"], T(DType.Int32)));

    [Fact]
    public void Zeros_like_something_tiled_from_constants_turn_folding_off() => Hazard(new GraphBuilder().Int32("v", 1).Int32("m", 2_000_000_000)
        .Node("t", "Tile", ["v", "m"], T(DType.Int32)).Node("z", "ZerosLike", ["t"], T(DType.Int32)));

    [Fact]
    public void Paddings_of_int64_turn_folding_off() => Hazard(new GraphBuilder().Placeholder("x", DType.Float32, 2).Int64("p", 0, 1)
        .Node("z", "Pad", ["x", "p"], T(DType.Float32), ("Tpaddings", Type(DType.Int64))));

    [Fact]
    public void An_ordinary_fill_keeps_folding() => Harmless(new GraphBuilder().Int32("d", 64, 64).Int32Scalar("v", 1).Node("z", "Fill", ["d", "v"], T(DType.Int32)));

    [Fact]
    public void A_fill_shaped_like_a_feed_keeps_folding() => Harmless(new GraphBuilder().Placeholder("x", DType.Float32, -1).Int32Scalar("v", 1)
        .Node("s", "Shape", ["x"], T(DType.Float32)).Node("z", "Fill", ["s", "v"], T(DType.Int32)));

    [Fact]
    public void The_newest_runtime_keeps_folding() => Assert.Empty(ConstantFolding.Hazards(
        new GraphBuilder().Int32("d", 2_000_000, 2_000_000).Int32Scalar("v", 1).Node("z", "Fill", ["d", "v"], T(DType.Int32)).Def, new OpLookup(Registries.New, new())));

    [Fact]
    public void A_fill_past_int64_is_refused_on_every_runtime()
    {
        var graph = GraphFile.Load(new GraphBuilder().Int32("d", 2_000_000_000, 2_000_000_000, 2_000_000_000).Int32Scalar("v", 1).Node("z", "Fill", ["d", "v"], T(DType.Int32)).Bytes);
        Assert.All([Registries.Old, Registries.New], r => Assert.Contains("node 'z' (Fill)", Assert.Throws<GraphException>(() => GraphRewriting.For(graph, r)).Message, StringComparison.Ordinal));
    }

    private static void Hazard(GraphBuilder graph) =>
        Assert.StartsWith("node 'z'", Assert.Single(ConstantFolding.Hazards(graph.Def, new OpLookup(Registries.Old, graph.Def))), StringComparison.Ordinal);

    private static void Harmless(GraphBuilder graph) => Assert.Empty(ConstantFolding.Hazards(graph.Def, new OpLookup(Registries.Old, graph.Def)));
}
