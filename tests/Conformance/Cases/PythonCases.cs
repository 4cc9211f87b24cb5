using TensorFrames.Tests.Graphs;
using static TensorFrames.Tests.Conformance.Given;
using static TensorFrames.Tests.Conformance.GraphsOf;
using static TensorFrames.Tests.Conformance.Suite;
using static TensorFrames.Tests.Conformance.VerbsExtensions;

namespace TensorFrames.Tests.Conformance.Cases;

/// <summary>core_test.TestCore. Its Variables are constants here, as TensorFrames itself ships them; its pandas frames are arrays.</summary>
internal static class PythonCases
{
    internal static IReadOnlyList<Entry> All { get; } =
    [
        new("test_schema", "The schema of 100 doubles, as text", engine => engine.Of(Batch(("x", Counting(100)))).HasSchemaAsync("x: float64 float64[?]")),
        new("test_map_blocks_0", "MapBlocks adds a frozen Variable; also test_map_blocks_3", engine => Adds(engine, rows: false)),
        new("test_map_blocks_1", "MapBlocks adds a constant; also test_map_blocks_2", engine => Adds(engine, rows: false)),
        new("test_map_blocks_feed_dict", "Placeholder x_tf is fed from column x_spark", async engine =>
        {
            using var graph = AddThree("x_tf", -1).On(engine);
            await engine.Of(Batch(("x_spark", Counting(5)))).MapBlocks(graph, Feeding("x_tf", "x_spark", "z")).HasAsync(("z", Doubles(3, 4, 5, 6, 7)), ("x_spark", Counting(5)));
        }),
        new("test_map_rows_1", "MapRows with a scalar placeholder; also test_map_rows_3, whose pandas path needed a vector", engine => Adds(engine, rows: true)),
        new("test_map_rows_2", "MapRows with the feed map {x: y}; also test_map_rows_4", async engine =>
        {
            using var graph = AddThree("x").On(engine);
            await engine.Of(Batch(("y", Counting(5)))).MapRows(graph, Feeding("x", "y", "z")).HasAsync(("z", Doubles(3, 4, 5, 6, 7)), ("y", Counting(5)));
        }),
        new("test_map_rows_feed_dict", "MapRows of a renamed column beside one that has the placeholder's name", async engine =>
        {
            using var graph = AddThree("x").On(engine);
            await engine.Of(Batch(("x", Doubles(50)), ("other", Doubles(1)))).MapRows(graph, Feeding("x", "other", "z")).HasAsync(("z", Doubles(4)), ("x", Doubles(50)), ("other", Doubles(1)));
        }),
        new("test_reduce_rows_0", "ReduceRows with a frozen zero Variable inside", async engine =>
        {
            using var graph = new GraphBuilder().Placeholder("x_1", DType.Float64).Placeholder("x_2", DType.Float64).Const("zero", [0.0])
                .Node("sum", "Add", ["x_1", "x_2"], GraphBuilder.T(DType.Float64)).Node("x", "Add", ["sum", "zero"], GraphBuilder.T(DType.Float64)).On(engine);
            await engine.Of(Batch(("x", Counting(5)))).ReduceRowsAsync(graph, "x").HasAsync(("x", Doubles(10)));
        }),
        new("test_reduce_rows_1", "ReduceRows sums pairwise, over several partitions", async engine =>
        {
            using var graph = new GraphBuilder().Rows("x", "Add", DType.Float64).On(engine);
            await engine.Of(Batch(("x", Doubles(0, 1))), Batch(("x", Doubles(2))), Batch(("x", Doubles(3, 4)))).ReduceRowsAsync(graph, "x").HasAsync(("x", Doubles(10)));
        }),
        new("test_append_shape", "ReduceRows sums a column whose shape was given", async engine =>
        {
            using var graph = new GraphBuilder().Rows("x", "Add", DType.Float64).On(engine);
            await engine.Of(Batch(("x", Counting(5)))).AppendShape("x", new([])).ReduceRowsAsync(graph, "x").HasAsync(("x", Doubles(10)));
        }),
        new("test_reduce_blocks_1", "ReduceBlocks sums, over several partitions", async engine =>
        {
            using var graph = new GraphBuilder().Blocks("x", "Sum", DType.Float64).On(engine);
            await engine.Of(Batch(("x", Doubles(0, 1))), Batch(("x", Doubles(2))), Batch(("x", Doubles(3, 4)))).ReduceBlocksAsync(graph, "x").HasAsync(("x", Doubles(10)));
        }),
        new("test_map_blocks_trimmed_0", "A trimmed map gives a frozen Variable [2]; also test_map_blocks_trimmed_1, a constant", async engine =>
        {
            using var graph = Constant("z", [2], 1).On(engine);
            await engine.Of(Batch(("x", Counting(3)))).MapBlocksTrimmed(graph, "z").HasAsync(("z", Doubles(2)));
        }),
        new("test_groupby_1", "Aggregate sums per key over several partitions", async engine =>
        {
            using var graph = new GraphBuilder().Blocks("x", "Sum", DType.Float64).On(engine);
            await engine.Of(Batch(("x", Doubles(0, 1)), ("key", Texts("0", "1"))), Batch(("x", Doubles(2, 3)), ("key", Texts("0", "1")))).Aggregate(graph, "key", "x")
                .HasInAnyOrderAsync(["key"], ("key", Texts("0", "1")), ("x", Doubles(2, 4)));
        }),
    ];

    private static async Task Adds(IEngine engine, bool rows)
    {
        using var graph = rows ? AddThree("x").On(engine) : AddThree("x", -1).On(engine);
        var table = engine.Of(Batch(("x", Counting(5))));
        await (rows ? table.MapRows(graph, "z") : table.MapBlocks(graph, "z")).HasAsync(("z", Doubles(3, 4, 5, 6, 7)), ("x", Counting(5)));
    }
}
