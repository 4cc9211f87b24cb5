using Apache.Arrow;
using TensorFrames.Tests.Graphs;
using static TensorFrames.Tests.Conformance.Given;
using static TensorFrames.Tests.Conformance.GraphsOf;
using static TensorFrames.Tests.Conformance.Suite;

namespace TensorFrames.Tests.Conformance.Cases;

/// <summary>BasicOperationsSuite, DebugRowOpsSuite and those of DSLOperationsSuite that run a verb; what A1 to A23 show already is left out.</summary>
internal static class BasicCases
{
    internal static IReadOnlyList<Entry> All { get; } =
    [
        new("Identity", "MapBlocks of doubles", engine => Same(engine, rows: false, Doubles(1, 2), -1)),
        new("Simple add", "MapBlocks a + b of two columns", engine => Adds(engine, rows: false, Doubles(1, 2), Doubles(1.1, 2.2), Doubles(2.1, 4.2), -1)),
        new("Identity - 1 dim", "MapBlocks of vectors of one", engine => Same(engine, rows: false, Vectors(DType.Float64, [1], [2]), -1, 1)),
        new("Simple add - 1 dim", "MapBlocks a + b of vectors", engine =>
            Adds(engine, rows: false, Vectors(DType.Float64, [1], [2]), Vectors(DType.Float64, [1.1], [2.2]), Vectors(DType.Float64, [2.1], [4.2]), -1, 1)),
        new("Identity - 1 dim, Manually", "MapBlocks of vectors whose shape was given", async engine =>
        {
            using var graph = Identity(DType.Float64, -1, 1).On(engine);
            var x = Vectors(DType.Float64, [1], [2]);
            await engine.Of(Batch(("x", x))).AppendShape("x", new(1)).MapBlocks(graph, "y").HasAsync(("y", x), ("x", x));
        }),
        new("Simple add - 1 dim, Manually", "MapBlocks a + b of vectors whose shapes were given", async engine =>
        {
            using var graph = Sum(DType.Float64, -1, 1).On(engine);
            var (a, b) = (Vectors(DType.Float64, [1], [2]), Vectors(DType.Float64, [1.1], [2.2]));
            await engine.Of(Batch(("a", a), ("b", b))).AppendShape("a", new(1)).AppendShape("b", new(1)).MapBlocks(graph, "out")
                .HasAsync(("out", Vectors(DType.Float64, [2.1], [4.2])), ("a", a), ("b", b));
        }),
        new("Reduce - sum double", "ReduceRows 1, 2 is 3", async engine =>
        {
            using var graph = new GraphBuilder().Rows("x", "Add", DType.Float64).On(engine);
            await engine.Of(Batch(("x", Doubles(1, 2)))).ReduceRowsAsync(graph, "x").HasAsync(("x", Doubles(3)));
        }),
        new("Reduce block - sum double, fixed block size", "ReduceBlocks over two analyzed partitions of one row: 3", async engine =>
        {
            using var graph = new GraphBuilder().Blocks("x", "Sum", DType.Float64).On(engine);
            await (await engine.Of(Batch(("x", Doubles(1))), Batch(("x", Doubles(2)))).AnalyzeAsync()).ReduceBlocksAsync(graph, "x").HasAsync(("x", Doubles(3)));
        }),
        new("Simple add row - id", "MapRows of scalars", engine => Same(engine, rows: true, Doubles(1, 2))),
        new("Simple add - one row", "MapRows a + b of scalars", engine => Adds(engine, rows: true, Doubles(1), Doubles(1.1), Doubles(2.1))),
        new("Identity - 1 known dim", "MapRows, placeholder [1]", engine => Same(engine, rows: true, Vectors(DType.Float64, [1], [2]), 1)),
        new("Identity - 1 unknown dim", "MapRows, placeholder [?]", engine => Same(engine, rows: true, Vectors(DType.Float64, [1], [2]), -1)),
        new("Simple add row - 1 dim", "MapRows a + b, placeholders [1]", engine =>
            Adds(engine, rows: true, Vectors(DType.Float64, [1]), Vectors(DType.Float64, [1.1]), Vectors(DType.Float64, [2.1]), 1)),
        new("2-tensors - 1", "MapBlocks of a 1 × 1 matrix", engine => Same(engine, rows: false, Matrices([[[1]]]), -1, 1, 1)),
        new("2-tensors - 2", "MapBlocks of a 1 × 2 matrix", engine => Same(engine, rows: false, Matrices([[[1, 2]]]), -1, 1, 2)),
        new("2-tensors - 3", "MapBlocks of an analyzed 2 × 2 matrix", async engine =>
        {
            using var graph = Identity(DType.Float64, -1, 2, 2).On(engine);
            var x = Matrices([[1, 2], [3, 4]]);
            await (await engine.Of(Batch(("x", x))).AnalyzeAsync()).MapBlocks(graph, "y").HasAsync(("y", x), ("x", x));
        }),
        new("Simple identity", "One row gives (y, x) = (1, 1)", engine => Same(engine, rows: false, Doubles(1), -1)),
        new("Reduce", "MapRows of a graph of constants: the sum of [1, 1] beside an untouched int column", async engine =>
        {
            using var graph = new GraphBuilder().Const("ones", [1, 1], 2).Int32("axis", 0)
                .Node("y", "Sum", ["ones", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32))).On(engine);
            await engine.Of(Batch(("x", Of(DType.Int32, 1, 2)))).MapRows(graph, "y").HasAsync(("y", Doubles(2, 2)), ("x", Of(DType.Int32, 1, 2)));
        }),
        new("Constant", "A column of a constant, by MapRows", async engine =>
        {
            using var graph = Constant("y", [5]).On(engine);
            await engine.Of(Batch(("x", Doubles(1, 2)))).MapRows(graph, "y").HasAsync(("y", Doubles(5, 5)), ("x", Doubles(1, 2)));
        }),
        new("Map over multiple rows", "Two fetches, y = x and z = x + x, in one MapBlocks", async engine =>
        {
            using var graph = Identity(DType.Float64, -1).Node("z", "Add", ["x", "x"], GraphBuilder.T(DType.Float64)).On(engine);
            await engine.Of(Batch(("x", Doubles(1, 2)))).MapBlocks(graph, "z", "y").HasAsync(("y", Doubles(1, 2)), ("z", Doubles(2, 4)), ("x", Doubles(1, 2)));
        }),
    ];

    private static async Task Same(IEngine engine, bool rows, IArrowArray x, params long[] shape)
    {
        using var graph = Identity(DType.Float64, shape).On(engine);
        var table = engine.Of(Batch(("x", x)));
        await (rows ? table.MapRows(graph, "y") : table.MapBlocks(graph, "y")).HasAsync(("y", x), ("x", x));
    }

    private static async Task Adds(IEngine engine, bool rows, IArrowArray a, IArrowArray b, IArrowArray sum, params long[] shape)
    {
        using var graph = Sum(DType.Float64, shape).On(engine);
        var table = engine.Of(Batch(("a", a), ("b", b)));
        await (rows ? table.MapRows(graph, "out") : table.MapBlocks(graph, "out")).HasAsync(("out", sum), ("a", a), ("b", b));
    }
}
