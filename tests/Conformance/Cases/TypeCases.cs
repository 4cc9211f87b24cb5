using Apache.Arrow;
using TensorFrames.Tests.Graphs;
using static TensorFrames.Tests.Conformance.Given;
using static TensorFrames.Tests.Conformance.GraphsOf;
using static TensorFrames.Tests.Conformance.Suite;

namespace TensorFrames.Tests.Conformance.Cases;

/// <summary>type_suites: the same operations on each of TensorFrames' four dtypes.</summary>
internal static class TypeCases
{
    internal static IReadOnlyList<Entry> All { get; } = [.. new[] { DType.Int32, DType.Int64, DType.Float32, DType.Float64 }.SelectMany(Of)];

    private static IEnumerable<Entry> Of(DType dtype) =>
    [
        Map(dtype, "Identity", "MapBlocks", rows: false, Given.Of(dtype, 1, 2), -1),
        Map(dtype, "Identity - 1 dim", "MapBlocks of vectors", rows: false, Vectors(dtype, [1], [2]), -1, 1),
        Map(dtype, "Identity - 1 known dim", "MapRows, placeholder [1]", rows: true, Vectors(dtype, [1], [2]), 1),
        Map(dtype, "Identity - 1 unknown dim", "MapRows, placeholder [?]", rows: true, Vectors(dtype, [1], [2]), -1),
        Map(dtype, "Identity - 1 dim variable sizes", "MapRows of vectors of two lengths", rows: true, Vectors(dtype, [1], [2, 3]), -1),
        Map(dtype, "Simple add row - id", "MapRows of scalars", rows: true, Given.Of(dtype, 1, 2)),
        Add(dtype, "Simple add", "MapBlocks 10 + 11, 20 + 22", rows: false, Given.Of(dtype, 10, 20), Given.Of(dtype, 11, 22), Given.Of(dtype, 21, 42), -1),
        Add(dtype, "Simple add - 1 dim", "MapBlocks of vectors", rows: false, Vectors(dtype, [10], [20]), Vectors(dtype, [11], [22]), Vectors(dtype, [21], [42]), -1, 1),
        Add(dtype, "Simple add - one row", "MapRows of scalars", rows: true, Given.Of(dtype, 10), Given.Of(dtype, 11), Given.Of(dtype, 21)),
        Add(dtype, "Simple add row - 1 dim", "MapRows of vectors", rows: true, Vectors(dtype, [10]), Vectors(dtype, [11]), Vectors(dtype, [21]), 1),
        Add(dtype, "Simple add row - 1 dim unknown rows", "MapRows [10, 10] + [11, 11], then [20] + [22]", rows: true,
            Vectors(dtype, [10, 10], [20]), Vectors(dtype, [11, 11], [22]), Vectors(dtype, [21, 21], [42]), -1),
        new(Name("Reduce - sum", dtype), "ReduceRows 1, 2 is 3", async engine =>
        {
            using var graph = new GraphBuilder().Rows("x", "Add", dtype).On(engine);
            await engine.Of(Batch(("x", Given.Of(dtype, 1, 2)))).ReduceRowsAsync(graph, "x").HasAsync(("x", Given.Of(dtype, 3)));
        }),
        new(Name("Reduce block - sum", dtype), "ReduceBlocks 1, 2 is 3", async engine =>
        {
            using var graph = new GraphBuilder().Blocks("x", "Sum", dtype).On(engine);
            await engine.Of(Batch(("x", Given.Of(dtype, 1, 2)))).ReduceBlocksAsync(graph, "x").HasAsync(("x", Given.Of(dtype, 3)));
        }),
        new(Name("Reduce block with extra column", dtype), "ReduceBlocks 10, 11, 20 is 41 beside a text column", async engine =>
        {
            using var graph = new GraphBuilder().Blocks("x", "Sum", dtype).On(engine);
            await engine.Of(Batch(("key", Texts("1", "2", "3")), ("x", Given.Of(dtype, 10, 11, 20)))).ReduceBlocksAsync(graph, "x").HasAsync(("x", Given.Of(dtype, 41)));
        }),
        new(Name("Aggregate over rows", dtype), "Aggregate by a text key: a is 21, b is 20", async engine =>
        {
            using var graph = new GraphBuilder().Blocks("x", "Sum", dtype).On(engine);
            await engine.Of(Batch(("key", Texts("a", "a", "b")), ("x", Given.Of(dtype, 10, 11, 20)))).Aggregate(graph, "key", "x")
                .HasInAnyOrderAsync(["key"], ("key", Texts("a", "b")), ("x", Given.Of(dtype, 21, 20)));
        }),
    ];

    private static string Name(string name, DType dtype) => $"{name} ({dtype.Name()})";

    private static Entry Map(DType dtype, string name, string says, bool rows, IArrowArray x, params long[] shape) => new(Name(name, dtype), says, async engine =>
    {
        using var graph = Identity(dtype, shape).On(engine);
        var table = engine.Of(Batch(("x", x)));
        await (rows ? table.MapRows(graph, "y") : table.MapBlocks(graph, "y")).HasAsync(("y", x), ("x", x));
    });

    private static Entry Add(DType dtype, string name, string says, bool rows, IArrowArray a, IArrowArray b, IArrowArray sum, params long[] shape) => new(Name(name, dtype), says, async engine =>
    {
        using var graph = Sum(dtype, shape).On(engine);
        var table = engine.Of(Batch(("a", a), ("b", b)));
        await (rows ? table.MapRows(graph, "out") : table.MapBlocks(graph, "out")).HasAsync(("out", sum), ("a", a), ("b", b));
    });
}
