using Apache.Arrow;
using TensorFrames.Tests.Graphs;
using static TensorFrames.Tests.Conformance.Given;

namespace TensorFrames.Tests.Conformance;

/// <summary>What TensorFrames refuses, row by row of its error table: one call for each on any engine, which is refused here too, or goes well.</summary>
internal static class ErrorTable
{
    /// <summary>The rows of docs/errors.md by their first column.</summary>
    internal static IReadOnlyDictionary<string, Func<IEngine, Task>> Rows { get; } = new Dictionary<string, Func<IEngine, Task>>(StringComparer.Ordinal)
    {
        ["a fetch of an unknown name"] = e => Map(e, AddThree, "thre", ("x", Doubles(1))),
        ["two fetches of one operation"] = e => Map(e, AddThree, ["y", "y"], ("x", Doubles(1))),
        ["two fetches of one operation, written in two ways"] = e => Map(e, AddThree, ["y", "y:0"], ("x", Doubles(1))),
        ["a fetch of unknown rank"] = e => Map(e, SameOfAnyRank, "y", ("x", Doubles(1))),
        ["a placeholder without a column"] = e => Map(e, AddThree, "y", ("price", Doubles(1))),
        ["a mapped column that is not there"] = e => Map(e, AddThree, VerbsExtensions.Feeding("x", "cost", "y"), ("price", Doubles(1))),
        ["a column of an unsupported type"] = e => Map(e, AddThree, "y", ("x", new NullArray(1))),
        ["another dtype"] = e => Map(e, AddThree, "y", ("x", Given.Of(DType.Float32, 1))),
        ["another shape"] = e => Map(e, Same(DType.Float32, -1, 4), "y", ("x", OfWidth(3, Given.Of(DType.Float32, 1, 2, 3, 4, 5, 6)))),
        ["another shape, that an analyzed column has"] = e => MapAnalyzed(e, Same(DType.Float64, -1, 3), ("x", Vectors(DType.Float64, [1, 2], [3, 4]))),
        ["another rank"] = e => Map(e, Same(DType.Float32, -1, -1), "y", ("x", Given.Of(DType.Float32, 1))),
        ["an output named like a column"] = e => Map(e, AddThree, "y", ("x", Doubles(1)), ("y", Doubles(1))),
        ["reduce_rows: an output that is no column"] = e => ReduceRows(e, new GraphBuilder().Rows("x", "Add", DType.Float64), ("v", Doubles(1, 2))),
        ["reduce_rows: a column without an output"] = e => ReduceRows(e, new GraphBuilder().Rows("x", "Add", DType.Float64), ("x", Doubles(1, 2)), ("v", Doubles(1, 2))),
        ["reduce_rows: a stray placeholder"] = e => ReduceRows(
            e,
            new GraphBuilder().Placeholder("x_1", DType.Float64).Placeholder("x_2", DType.Float64).Placeholder("w", DType.Float64).Node("x", "AddN", ["x_1", "x_2", "w"], GraphBuilder.T(DType.Float64), ("N", new() { I = 3 })),
            ("x", Doubles(1, 2)), ("w", Doubles(1, 2))),
        ["reduce_rows: a missing placeholder"] = e => ReduceRows(e, new GraphBuilder().Placeholder("x_1", DType.Float64).Node("x", "Neg", ["x_1"], GraphBuilder.T(DType.Float64)), ("x", Doubles(1, 2))),
        ["reduce_blocks: a missing placeholder"] = e => ReduceBlocks(e, new GraphBuilder().Placeholder("v", DType.Float64, -1).Node("x", "Neg", ["v"], GraphBuilder.T(DType.Float64)), ("x", Doubles(1, 2))),
        ["reduce_blocks: an output that is no column"] = e => ReduceBlocks(e, Sum(DType.Float64), ("v", Doubles(1, 2))),
        ["reduce: an output of another dtype than its column"] = e => ReduceBlocks(e, Sum(DType.Float32), ("x", Doubles(1, 2))),
        ["reduce: an output of another shape than its column"] = e => ReduceBlocks(e, new GraphBuilder().Placeholder("x_input", DType.Float64, -1).Node("x", "Neg", ["x_input"], GraphBuilder.T(DType.Float64)), ("x", Doubles(1, 2))),
        ["a block of another size than the placeholder's"] = e => Map(e, Same(DType.Float64, 10), "y", ("x", Doubles(1, 2))),
        ["a filter after analyze"] = e => MapAnalyzed(e, Same(DType.Float64, -1, 2), ("x", Vectors(DType.Float64, [1, 2], [3, 4])), ("x", Vectors(DType.Float64, [5, 6]))),
        ["a cell shape that is unknown in a block"] = e => Map(e, Same(DType.Float64, -1, -1), "y", ("x", Vectors(DType.Float64, [1, 2], [3, 4]))),
        ["cells of different sizes in one block"] = e => Map(e, Same(DType.Float64, -1, -1), "y", ("x", Vectors(DType.Float64, [1, 2], [3]))),
        ["an output of another number of rows than the block's"] = e => Map(e, Twice, "y", ("x", Doubles(1))),
        ["more than one unknown size in an output's cell"] = e => Run(e, Same(DType.Float64, -1, -1), graph => e.Of(Batch(("x", Matrices([[1, 2]], [[3], [4]])))).MapRows(graph, "y")),
        ["a trimmed output of unknown cell size"] = e => Trimmed(e, Same(DType.Float64, -1, -1), ["y"], ("x", Vectors(DType.Float64, [1, 2], [3, 4]))),
        ["a scalar output of a map over blocks"] = e => Map(e, Same(DType.Float64), Giving("x", TensorValue.Scalar(1.0)), ("k", Doubles(1))),
        ["fetches that disagree on the rows"] = e => Trimmed(e, Twice, ["x2", "y"], ("x", Doubles(1))),
        ["only a second output is fetched"] = e => Map(e, Halves, "h:1", ("x", Vectors(DType.Float64, [1, 2], [3, 4]))),
        ["cells of rank above 2"] = e => Map(e, Same(DType.Float32, -1, 1, 2, 3), "y", ("x", OfWidth(6, Given.Of(DType.Float32, [.. Enumerable.Range(0, 12)])))),
        ["a reduce of no rows"] = e => ReduceBlocks(e, Sum(DType.Float64), ("x", Doubles())),
        ["a null"] = e => Map(e, AddThree, "y", ("x", new DoubleArray.Builder().Append(1).AppendNull().Build())),
        ["a constant of another dtype or shape"] = e => Map(e, AddThree, Giving("x", TensorValue.Of([1f])), ("k", Doubles(1))),
        ["an aggregate without keys"] = e => Aggregate(e, [], ("x", Doubles(1))),
        ["a key that is no column"] = e => Aggregate(e, ["k"], ("x", Doubles(1))),
    };

    /// <summary>y = x + 3.</summary>
    private static GraphBuilder AddThree => new GraphBuilder().Placeholder("x", DType.Float64, -1).Const("three", [3.0]).Node("y", "Add", ["x", "three"], GraphBuilder.T(DType.Float64));

    /// <summary>y has twice the rows of x, x2 as many.</summary>
    private static GraphBuilder Twice => new GraphBuilder().Placeholder("x", DType.Float64, -1).Int32Scalar("axis", 0)
        .Node("y", "ConcatV2", ["x", "x", "axis"], GraphBuilder.T(DType.Float64), ("N", new() { I = 2 })).Node("x2", "Identity", ["x"], GraphBuilder.T(DType.Float64));

    /// <summary>h has two outputs.</summary>
    private static GraphBuilder Halves => new GraphBuilder().Placeholder("x", DType.Float64, -1, 2).Int32Scalar("axis", 1)
        .Node("h", "Split", ["axis", "x"], GraphBuilder.T(DType.Float64), ("num_split", new() { I = 2 }));

    private static GraphBuilder Sum(DType dtype) => new GraphBuilder().Blocks("x", "Sum", dtype);

    /// <summary>y = x.</summary>
    private static GraphBuilder Same(DType dtype, params long[] shape) => GraphsOf.Identity(dtype, shape);

    private static GraphBuilder SameOfAnyRank => new GraphBuilder().Node("x", "Placeholder", [], ("dtype", GraphBuilder.Type(DType.Float64))).Node("y", "Identity", ["x"], GraphBuilder.T(DType.Float64));

    private static MapOptions Giving(string placeholder, TensorValue value) => new() { Fetches = ["y"], Constants = new Dictionary<string, TensorValue>(StringComparer.Ordinal) { [placeholder] = value } };

    private static Task Map(IEngine engine, GraphBuilder graph, string fetch, params (string, IArrowArray)[] columns) => Map(engine, graph, [fetch], columns);

    private static Task Map(IEngine engine, GraphBuilder graph, string[] fetches, params (string, IArrowArray)[] columns) => Map(engine, graph, new MapOptions { Fetches = fetches }, columns);

    private static Task Map(IEngine engine, GraphBuilder graph, MapOptions options, params (string, IArrowArray)[] columns) =>
        Run(engine, graph, loaded => engine.Of(Batch(columns)).MapBlocks(loaded, options));

    private static Task Trimmed(IEngine engine, GraphBuilder graph, string[] fetches, params (string, IArrowArray)[] columns) =>
        Run(engine, graph, loaded => engine.Of(Batch(columns)).MapBlocksTrimmed(loaded, fetches));

    // A partition each.
    private static async Task MapAnalyzed(IEngine engine, GraphBuilder graph, params (string, IArrowArray)[] partitions)
    {
        var table = await engine.Of([.. partitions.Select(p => Batch(p))]).AnalyzeAsync();
        await Run(engine, graph, loaded => table.MapBlocks(loaded, "y"));
    }

    private static Task Aggregate(IEngine engine, string[] keys, params (string, IArrowArray)[] columns) =>
        Run(engine, Sum(DType.Float64), graph => engine.Of(Batch(columns)).Aggregate(graph, new AggregateOptions { Fetches = ["x"] }, keys));

    private static async Task Run(IEngine engine, GraphBuilder builder, Func<Graph, IVerbs> verb)
    {
        using var graph = builder.On(engine);
        (await verb(graph).RowsAsync()).ForEach(batch => batch.Dispose());
    }

    private static async Task ReduceRows(IEngine engine, GraphBuilder builder, params (string, IArrowArray)[] columns)
    {
        using var graph = builder.On(engine);
        (await engine.Of(Batch(columns)).ReduceRowsAsync(graph, "x")).Dispose();
    }

    private static async Task ReduceBlocks(IEngine engine, GraphBuilder builder, params (string, IArrowArray)[] columns)
    {
        using var graph = builder.On(engine);
        (await engine.Of(Batch(columns)).ReduceBlocksAsync(graph, "x")).Dispose();
    }
}
