using TensorFrames.Tests.Graphs;
using static TensorFrames.Tests.Conformance.Given;
using static TensorFrames.Tests.Conformance.GraphsOf;
using static TensorFrames.Tests.Conformance.Suite;

namespace TensorFrames.Tests.Conformance.Cases;

/// <summary>TensorFrames' worked examples, as its documents and tests show them.</summary>
internal static class AcceptanceCases
{
    internal static IReadOnlyList<Entry> All { get; } =
    [
        new("A1", "x = 0 … 9: MapBlocks gives z = x + 3, before x", async engine =>
        {
            using var graph = AddThree("x", -1).On(engine);
            await engine.Of(Batch(("x", Counting(10)))).MapBlocks(graph, "z").HasAsync(("z", Doubles(Enumerable.Range(3, 10).Select(i => (double)i))), ("x", Counting(10)));
        })
        { IsSmoke = true },
        new("A2", "Sum and minimum of a vector column by ReduceBlocks: [45, -45] and [0, -9]", async engine =>
        {
            using var graph = new GraphBuilder().Blocks("y", "Sum", DType.Float64, 2).Blocks("z", "Min", DType.Float64, 2).On(engine);
            var y = Vectors(DType.Float64, [.. Enumerable.Range(0, 10).Select(n => new double[] { n, -n })]);
            await engine.Of(Batch(("y", y), ("z", y))).ReduceBlocksAsync(graph, "y", "z").HasAsync(("y", Vectors(DType.Float64, [45, -45])), ("z", Vectors(DType.Float64, [0, -9])));
        })
        { IsSmoke = true },
        new("A3", "(a, b) = (1, 1.1), (2, 2.2): MapBlocks out = a + 3, of which a and out are kept", async engine =>
        {
            using var graph = new GraphBuilder().Placeholder("a", DType.Float64, -1).Const("three", [3.0]).Node("out", "Add", ["a", "three"], GraphBuilder.T(DType.Float64)).On(engine);
            await engine.Of(Batch(("a", Doubles(1, 2)), ("b", Doubles(1.1, 2.2)))).MapBlocks(graph, new MapOptions { Fetches = ["out"], Keep = ["a"] })
                .HasAsync(("out", Doubles(4, 5)), ("a", Doubles(1, 2)));
        }),
        new("A4", "The schema of y after an analyze over several partitions: float64[?,2]", async engine =>
        {
            var analyzed = await engine.Of([.. Enumerable.Range(0, 10).Chunk(4).Select(some => Batch(("y", Vectors(DType.Float64, [.. some.Select(n => new double[] { n, -n })]))))]).AnalyzeAsync();
            await analyzed.HasSchemaAsync("y: list<float64> float64[?,2]");
        }),
        new("A5", "x = 0 … 4: MapRows z = x + 3", async engine =>
        {
            using var graph = AddThree("x").On(engine);
            await engine.Of(Batch(("x", Counting(5)))).MapRows(graph, "z").HasAsync(("z", Doubles(3, 4, 5, 6, 7)), ("x", Counting(5)));
        })
        { IsSmoke = true },
        new("A6", "x = 0 … 4: ReduceRows x = x_1 + x_2 is 10", async engine =>
        {
            using var graph = new GraphBuilder().Rows("x", "Add", DType.Float64).On(engine);
            await engine.Of(Batch(("x", Counting(5)))).ReduceRowsAsync(graph, "x").HasAsync(("x", Doubles(10)));
        })
        { IsSmoke = true },
        new("A7", "x = 0 … 4: ReduceBlocks x = Σ x_input is 10", async engine =>
        {
            using var graph = new GraphBuilder().Blocks("x", "Sum", DType.Float64).On(engine);
            await engine.Of(Batch(("x", Counting(5)))).ReduceBlocksAsync(graph, "x").HasAsync(("x", Doubles(10)));
        })
        { IsSmoke = true },
        new("A8", "x = 0 … 2: a trimmed map gives the constant [2], a row a block", async engine =>
        {
            using var graph = Constant("z", [2], 1).On(engine);
            await engine.Of(Batch(("x", Counting(3)))).MapBlocksTrimmed(graph, "z").HasAsync(("z", Doubles(2)));
            await engine.Of(Batch(("x", Counting(3))), Batch(("x", Counting(1)))).MapBlocksTrimmed(graph, "z").HasAsync(("z", Doubles(2, 2)));
        })
        { IsSmoke = true },
        new("A9", "(x, key): Aggregate sums by a text key, the key first", async engine =>
        {
            using var graph = new GraphBuilder().Blocks("x", "Sum", DType.Float64).On(engine);
            await engine.Of(Batch(("x", Doubles(0, 1, 2, 3)), ("key", Texts("0", "1", "0", "1")))).Aggregate(graph, "key", "x")
                .HasInAnyOrderAsync(["key"], ("key", Texts("0", "1")), ("x", Doubles(2, 4)));
        })
        { IsSmoke = true },
        new("A10", "(key, x): Aggregate sums by an int key", async engine =>
        {
            using var graph = new GraphBuilder().Blocks("x", "Sum", DType.Float64).On(engine);
            await engine.Of(Batch(("key", Of(DType.Int32, 1, 1, 2)), ("x", Doubles(1, 1.1, 2)))).Aggregate(graph, "key", "x")
                .HasInAnyOrderAsync(["key"], ("key", Of(DType.Int32, 1, 2)), ("x", Doubles(2.1, 2)));
        })
        { IsSmoke = true },
        new("A11", "x = 1, 2, 3, 4 (int32): ReduceRows is 10", async engine =>
        {
            using var graph = new GraphBuilder().Rows("x", "Add", DType.Int32).On(engine);
            await engine.Of(Batch(("x", Of(DType.Int32, 1, 2, 3, 4)))).ReduceRowsAsync(graph, "x").HasAsync(("x", Of(DType.Int32, 10)));
        }),
        new("A12", "A text column beside x is ignored by ReduceBlocks: 4.1", async engine =>
        {
            using var graph = new GraphBuilder().Blocks("x", "Sum", DType.Float64).On(engine);
            await engine.Of(Batch(("key2", Texts("1", "2", "3")), ("x", Doubles(1, 1.1, 2)))).ReduceBlocksAsync(graph, "x").HasAsync(("x", Doubles(4.1)));
        })
        { IsSmoke = true },
        new("A13", "Vectors [1] and [2, 2.1] come back from MapRows as they were", async engine =>
        {
            using var graph = Identity(DType.Float64, -1).On(engine);
            var ragged = Vectors(DType.Float64, [1], [2, 2.1]);
            await engine.Of(Batch(("x", ragged))).MapRows(graph, "y").HasAsync(("y", ragged), ("x", ragged));
        })
        { IsSmoke = true },
        new("A14", "MapRows a + b of vectors of two lengths: [2.1, 2.1] and [4.2]", async engine =>
        {
            using var graph = Sum(DType.Float64, -1).On(engine);
            await engine.Of(Batch(("a", Vectors(DType.Float64, [1, 1], [2])), ("b", Vectors(DType.Float64, [1.1, 1.1], [2.2])))).MapRows(graph, new MapOptions { Keep = [], Fetches = ["out"] })
                .HasAsync(("out", Vectors(DType.Float64, [2.1, 2.1], [4.2])));
        }),
        new("A15", "A matrix [[1, 2], [3, 4]] goes through MapBlocks", async engine =>
        {
            using var graph = Identity(DType.Float64, -1, 2, 2).On(engine);
            var matrix = Matrices([[[1, 2], [3, 4]]]);
            await engine.Of(Batch(("x", matrix))).MapBlocks(graph, "y").HasAsync(("y", matrix), ("x", matrix));
        }),
        new("A16", "MapRows with a constant [[1]] beside an int column", async engine =>
        {
            using var graph = Constant("y", [1], 1, 1).On(engine);
            await engine.Of(Batch(("x", Of(DType.Int32, 7)))).MapRows(graph, "y").HasAsync(("y", Matrices([[[1]]])), ("x", Of(DType.Int32, 7)));
        }),
        new("A17", "in = 1, 2: a trimmed map with the constant [1] has the column out only, one row", async engine =>
        {
            using var graph = Constant("out", [1], 1).On(engine);
            await engine.Of(Batch(("in", Doubles(1, 2)))).MapBlocksTrimmed(graph, "out").HasAsync(("out", Doubles(1)));
        }),
        new("A18", "in = 3: a trimmed map with the constant [1, 2] has two rows", async engine =>
        {
            using var graph = Constant("out", [1, 2], 2).On(engine);
            await engine.Of(Batch(("in", Doubles(3)))).MapBlocksTrimmed(graph, "out").HasAsync(("out", Doubles(1, 2)));
        }),
        new("A19", "in = [1], [2]: a trimmed map with the constant [[1]] has one row, [1]", async engine =>
        {
            using var graph = Constant("out", [1], 1, 1).On(engine);
            await engine.Of(Batch(("in", Vectors(DType.Float64, [1], [2])))).MapBlocksTrimmed(graph, "out").HasAsync(("out", Vectors(DType.Float64, [1])));
        }),
        new("A20", "x = 1, 2 in two partitions of a row: ReduceBlocks is 3", async engine =>
        {
            using var graph = new GraphBuilder().Blocks("x", "Sum", DType.Float64).On(engine);
            await engine.Of(Batch(("x", Doubles(1))), Batch(("x", Doubles(2)))).ReduceBlocksAsync(graph, "x").HasAsync(("x", Doubles(3)));
        })
        { IsSmoke = true },
        new("A23", "Bytes feed `DecodeRaw/bytes` by the feed map; the two best values and their indices are two columns", async engine =>
        {
            using var graph = TopTwo().On(engine);
            var images = engine.Of(Batch(("image", Bytes([1, 9, 3], [8, 0, 7, 2]))));
            await images.MapRows(graph, VerbsExtensions.Feeding("DecodeRaw/bytes", "image", "value", "index") with { Keep = [] })
                .HasAsync(("index", Vectors(DType.Int32, [1, 2], [0, 2])), ("value", Vectors(DType.Float32, [9, 3], [8, 7])));
        })
        { IsSmoke = true },
    ];

    // Bytes as numbers, of which the two largest: what the example does with an image model's probabilities.
    private static GraphBuilder TopTwo() => new GraphBuilder().Placeholder("DecodeRaw/bytes", DType.String)
        .Node("raw", "DecodeRaw", ["DecodeRaw/bytes"], ("out_type", GraphBuilder.Type(DType.UInt8)), ("little_endian", new() { B = true }))
        .Node("numbers", "Cast", ["raw"], ("SrcT", GraphBuilder.Type(DType.UInt8)), ("DstT", GraphBuilder.Type(DType.Float32)))
        .Int32Scalar("two", 2).Node("top", "TopKV2", ["numbers", "two"], GraphBuilder.T(DType.Float32), ("sorted", new() { B = true }))
        .Node("value", "Identity", ["top"], GraphBuilder.T(DType.Float32))
        .Node("index", "Identity", ["top:1"], GraphBuilder.T(DType.Int32));
}
