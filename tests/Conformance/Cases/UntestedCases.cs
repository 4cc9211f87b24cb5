using TensorFrames.Tests.Graphs;
using static TensorFrames.Tests.Conformance.Given;
using static TensorFrames.Tests.Conformance.GraphsOf;
using static TensorFrames.Tests.Conformance.Suite;
using static TensorFrames.Tests.Conformance.VerbsExtensions;

namespace TensorFrames.Tests.Conformance.Cases;

/// <summary>What TensorFrames' sources admit is untested, and where it was wrong.</summary>
internal static class UntestedCases
{
    internal static IReadOnlyList<Entry> All { get; } =
    [
        new("empty partitions", "They take no part in any verb", async engine =>
        {
            using var add = AddThree("x", -1).On(engine);
            using var largest = new GraphBuilder().Blocks("x", "Max", DType.Float64).On(engine);
            var table = engine.Of(Batch(("x", Doubles())), Batch(("x", Doubles(-3, -1))), Batch(("x", Doubles())), Batch(("x", Doubles(-2))));
            await table.MapBlocks(add, "z").HasAsync(("z", Doubles(0, 2, 1)), ("x", Doubles(-3, -1, -2)));
            await table.ReduceBlocksAsync(largest, "x").HasAsync(("x", Doubles(-1)));
        })
        { IsSmoke = true },
        new("no rows at all", "A reduce says that there are none; a map has none", async engine =>
        {
            using var add = AddThree("x", -1).On(engine);
            using var blocks = new GraphBuilder().Blocks("x", "Sum", DType.Float64).On(engine);
            using var rows = new GraphBuilder().Rows("x", "Add", DType.Float64).On(engine);
            var none = engine.Of(Batch(("x", Doubles())));
            Assert.Equal(0, (await none.MapBlocks(add, "z").RowsAsync()).Sum(b => b.Length));
            Assert.Contains("no rows", (await Assert.ThrowsAsync<TableException>(() => none.ReduceBlocksAsync(blocks, "x"))).Message, StringComparison.Ordinal);
            Assert.Contains("no rows", (await Assert.ThrowsAsync<TableException>(() => none.ReduceRowsAsync(rows, "x"))).Message, StringComparison.Ordinal);
        })
        { IsSmoke = true },
        new("more partitions than rows", "One row in many partitions passes either reduce unchanged", async engine =>
        {
            using var blocks = new GraphBuilder().Blocks("x", "Sum", DType.Float64).On(engine);
            using var rows = new GraphBuilder().Rows("x", "Add", DType.Float64).On(engine);
            var one = engine.Of(Batch(("x", Doubles())), Batch(("x", Doubles(7))), Batch(("x", Doubles())));
            await one.ReduceBlocksAsync(blocks, "x").HasAsync(("x", Doubles(7)));
            await one.ReduceRowsAsync(rows, "x").HasAsync(("x", Doubles(7)));
        }),
        new("a row is fed as it is", "MapRows sums each vector over axis 0: no leading 1 is added", async engine =>
        {
            using var graph = new GraphBuilder().Placeholder("x", DType.Float64, -1).Int32("axis", 0)
                .Node("y", "Sum", ["x", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32))).On(engine);
            var ragged = Vectors(DType.Float64, [1, 2, 3], [], [4, 5]);
            await engine.Of(Batch(("x", ragged))).MapRows(graph, "y").HasAsync(("y", Doubles(6, 0, 9)), ("x", ragged));
        })
        { IsSmoke = true },
        new("an output that another node reads", "It is fetched all the same", async engine =>
        {
            using var graph = Identity(DType.Float64, -1).Node("z", "Add", ["y", "y"], GraphBuilder.T(DType.Float64)).On(engine);
            await engine.Of(Batch(("x", Doubles(1, 2)))).MapBlocks(graph, new MapOptions { Fetches = ["y", "z"], Keep = [] }).HasAsync(("y", Doubles(1, 2)), ("z", Doubles(2, 4)));
        }),
        new("unused columns of any type", "They pass through a map", async engine =>
        {
            using var graph = AddThree("x", -1).On(engine);
            var (texts, vectors) = (Texts("a", null, "é😀"), Vectors(DType.Int64, [1], [], [2, 3]));
            await engine.Of(Batch(("t", texts), ("x", Doubles(1, 2, 3)), ("v", vectors))).MapBlocks(graph, "z").HasAsync(("z", Doubles(4, 5, 6)), ("t", texts), ("x", Doubles(1, 2, 3)), ("v", vectors));
        }),
        new("two statistics of one column", "Both are fed from it in one pass, by the feed map", async engine =>
        {
            using var graph = new GraphBuilder().Blocks("low", "Min", DType.Float64).Blocks("high", "Max", DType.Float64).On(engine);
            var feeds = new Dictionary<string, string>(StringComparer.Ordinal) { ["low_input"] = "x", ["high_input"] = "x" };
            await engine.Of(Batch(("x", Doubles(3, 1, 2)))).ReduceBlocksAsync(graph, new ReduceOptions { Fetches = ["low", "high"], Feeds = feeds }).HasAsync(("high", Doubles(3)), ("low", Doubles(1)));
        })
        { IsSmoke = true },
        new("a column named like a placeholder", "ReduceRows takes the fetch's column, not x_1", async engine =>
        {
            using var rows = new GraphBuilder().Rows("x", "Add", DType.Float64).On(engine);
            await engine.Of(Batch(("x_1", Doubles(10, 20)), ("x", Doubles(1, 2)))).ReduceRowsAsync(rows, "x").HasAsync(("x", Doubles(3)));
        }),
        new("any output of an operation", "MapBlocks fetches split:1", async engine =>
        {
            using var graph = new GraphBuilder().Placeholder("x", DType.Float64, -1, 4).Int32Scalar("axis", 1)
                .Node("split", "Split", ["axis", "x"], GraphBuilder.T(DType.Float64), ("num_split", new() { I = 2 })).On(engine);
            await engine.Of(Batch(("x", Vectors(DType.Float64, [1, 2, 3, 4])))).MapBlocks(graph, Feeding("x", "x", "split:1") with { Keep = [] })
                .HasAsync(("split:1", Vectors(DType.Float64, [3, 4])));
        }),
        new("null keys", "They are a group", async engine =>
        {
            using var graph = new GraphBuilder().Blocks("x", "Sum", DType.Float64).On(engine);
            await engine.Of(Batch(("key", Texts("a", null, "a", null)), ("x", Doubles(1, 2, 3, 4)))).Aggregate(graph, "key", "x")
                .HasInAnyOrderAsync(["key"], ("key", Texts("a", null)), ("x", Doubles(4, 6)));
        })
        { IsSmoke = true },
        new("an aggregate of no rows", "It has no groups", async engine =>
        {
            using var graph = new GraphBuilder().Blocks("x", "Sum", DType.Float64).On(engine);
            Assert.Equal(0, (await engine.Of(Batch(("key", Texts()), ("x", Doubles()))).Aggregate(graph, "key", "x").RowsAsync()).Sum(b => b.Length));
        }),
        new("an aggregate by a graph of several ops", "The largest of absolute values, which no segment reduction gives", async engine =>
        {
            using var graph = new GraphBuilder().Placeholder("x_input", DType.Float64, -1).Int32("axis", 0).Node("max", "Max", ["x_input", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32)))
                .Node("min", "Min", ["x_input", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32)))
                .Node("negative", "Neg", ["min"], GraphBuilder.T(DType.Float64)).Node("x", "Maximum", ["max", "negative"], GraphBuilder.T(DType.Float64)).On(engine);
            await engine.Of(Batch(("key", Of(DType.Int64, 1, 2, 1)), ("x", Doubles(-5, 2, 3))), Batch(("key", Of(DType.Int64, 2)), ("x", Doubles(7)))).Aggregate(graph, "key", "x")
                .HasInAnyOrderAsync(["key"], ("key", Of(DType.Int64, 1, 2)), ("x", Doubles(5, 7)));
        }),
        new("maps over maps", "A map's result is the input of the next", async engine =>
        {
            using var first = AddThree("x", -1).On(engine);
            using var second = new GraphBuilder().Placeholder("z", DType.Float64, -1).Node("w", "Add", ["z", "z"], GraphBuilder.T(DType.Float64)).On(engine);
            await engine.Of(Batch(("x", Doubles(1, 2)))).MapBlocks(first, "z").MapBlocks(second, "w").HasAsync(("w", Doubles(8, 10)), ("z", Doubles(4, 5)), ("x", Doubles(1, 2)));
        }),
    ];
}
