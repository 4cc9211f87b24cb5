using Apache.Arrow;
using TensorFrames.Tests.Columns;
using TensorFrames.Tests.Engine;
using TensorFrames.Tests.Graphs;
using static TensorFrames.Tests.Verbs.ReduceGraphs;

namespace TensorFrames.Tests.Verbs;

/// <summary>What TensorFrames refuses, row by row of its error table: one run for each, which is refused here too, or goes well.</summary>
internal static class ErrorTable
{
    private static CancellationToken Now => Xunit.TestContext.Current.CancellationToken;

    /// <summary>The rows of docs/errors.md by their first column.</summary>
    internal static IReadOnlyDictionary<string, Action<Runtime>> Rows { get; } = new Dictionary<string, Action<Runtime>>(StringComparer.Ordinal)
    {
        ["a fetch of an unknown name"] = tf => Map(SmallGraphs.AddThree(tf), "thre", ("x", Doubles(1))),
        ["two fetches of one operation"] = tf => Map(SmallGraphs.AddThree(tf), ["y", "y"], ("x", Doubles(1))),
        ["two fetches of one operation, written in two ways"] = tf => Map(SmallGraphs.AddThree(tf), ["y", "y:0"], ("x", Doubles(1))),
        ["a fetch of unknown rank"] = tf => Map(Identity.Graph(tf, DType.Float64, TensorShape.Unknown), "y", ("x", Doubles(1))),
        ["a placeholder without a column"] = tf => Map(SmallGraphs.AddThree(tf), "y", ("price", Doubles(1))),
        ["a mapped column that is not there"] = tf => Map(SmallGraphs.AddThree(tf), new MapOptions { Fetches = ["y"], Feeds = new Dictionary<string, string> { ["x"] = "cost" } }, ("price", Doubles(1))),
        ["a column of an unsupported type"] = tf => Map(SmallGraphs.AddThree(tf), "y", ("x", new NullArray(1))),
        ["another dtype"] = tf => Map(SmallGraphs.AddThree(tf), "y", ("x", ColumnKind.Floats(1))),
        ["another shape"] = tf => Map(Identity.Graph(tf, DType.Float32, new(-1, 4)), "y", ("x", ColumnKind.FixedList(ColumnKind.Floats(6), 3, 2))),
        ["another shape, that an analyzed column has"] = tf => MapAnalyzed(Identity.Graph(tf, DType.Float64, new(-1, 3)), ("x", Lists([1, 2], [3, 4]))),
        ["another rank"] = tf => Map(Identity.Graph(tf, DType.Float32, new(-1, -1)), "y", ("x", ColumnKind.Floats(1))),
        ["an output named like a column"] = tf => Map(SmallGraphs.AddThree(tf), "y", ("x", Doubles(1)), ("y", Doubles(1))),
        ["reduce_rows: an output that is no column"] = tf => ReduceRows(tf, new GraphBuilder().Rows("x", "Add", DType.Float64), ("v", Doubles(1, 2))),
        ["reduce_rows: a column without an output"] = tf => ReduceRows(tf, new GraphBuilder().Rows("x", "Add", DType.Float64), ("x", Doubles(1, 2)), ("v", Doubles(1, 2))),
        ["reduce_rows: a stray placeholder"] = tf => ReduceRows(
            tf,
            new GraphBuilder().Placeholder("x_1", DType.Float64).Placeholder("x_2", DType.Float64).Placeholder("w", DType.Float64).Node("x", "AddN", ["x_1", "x_2", "w"], GraphBuilder.T(DType.Float64), ("N", new() { I = 3 })),
            ("x", Doubles(1, 2)), ("w", Doubles(1, 2))),
        ["reduce_rows: a missing placeholder"] = tf => ReduceRows(tf, new GraphBuilder().Placeholder("x_1", DType.Float64).Node("x", "Neg", ["x_1"], GraphBuilder.T(DType.Float64)), ("x", Doubles(1, 2))),
        ["reduce_blocks: a missing placeholder"] = tf => ReduceBlocks(tf, new GraphBuilder().Placeholder("v", DType.Float64, -1).Node("x", "Neg", ["v"], GraphBuilder.T(DType.Float64)), ("x", Doubles(1, 2))),
        ["reduce_blocks: an output that is no column"] = tf => ReduceBlocks(tf, new GraphBuilder().Blocks("x", "Sum", DType.Float64), ("v", Doubles(1, 2))),
        ["reduce: an output of another dtype than its column"] = tf => ReduceBlocks(tf, new GraphBuilder().Blocks("x", "Sum", DType.Float32), ("x", Doubles(1, 2))),
        ["reduce: an output of another shape than its column"] = tf => ReduceBlocks(tf, new GraphBuilder().Placeholder("x_input", DType.Float64, -1).Node("x", "Neg", ["x_input"], GraphBuilder.T(DType.Float64)), ("x", Doubles(1, 2))),
        ["a block of another size than the placeholder's"] = tf => Map(Identity.Graph(tf, DType.Float64, new(10)), "y", ("x", Doubles(1, 2, 3))),
        ["a filter after analyze"] = tf => MapAnalyzed(Identity.Graph(tf, DType.Float64, new(-1, 2)), ("x", Lists([1, 2], [3, 4], [5, 6]))),
        ["a cell shape that is unknown in a block"] = tf => Map(Identity.Graph(tf, DType.Float64, new(-1, -1)), "y", ("x", Lists([1, 2], [3, 4]))),
        ["cells of different sizes in one block"] = tf => Map(Identity.Graph(tf, DType.Float64, new(-1, -1)), "y", ("x", Lists([1, 2], [3]))),
        ["an output of another number of rows than the block's"] = tf => Map(Rows2(tf), "y", ("x", Doubles(1))),
        ["more than one unknown size in an output's cell"] = tf => MapRows(Identity.Graph(tf, DType.Float64, new(-1, -1)), "y", ("x", RowTables.Matrices([[1, 2]], [[3], [4]]))),
        ["a trimmed output of unknown cell size"] = tf => Trimmed(Identity.Graph(tf, DType.Float64, new(-1, -1)), ["y"], ("x", Lists([1, 2], [3, 4]))),
        ["a scalar output of a map over blocks"] = tf => Map(Identity.Graph(tf, DType.Float64, new([])), new MapOptions { Fetches = ["y"], Constants = new Dictionary<string, TensorValue> { ["x"] = TensorValue.Scalar(1.0) } }, ("k", Doubles(1))),
        ["fetches that disagree on the rows"] = tf => Trimmed(Rows2(tf), ["x2", "y"], ("x", Doubles(1))),
        ["only a second output is fetched"] = tf => Map(Halves(tf), "h:1", ("x", Lists([1, 2], [3, 4]))),
        ["cells of rank above 2"] = tf => Map(Identity.Graph(tf, DType.Float32, new(-1, 1, 2, 3)), "y", ("x", ColumnKind.FixedList(ColumnKind.Floats(12), 6, 2))),
        ["a reduce of no rows"] = tf => ReduceBlocks(tf, new GraphBuilder().Blocks("x", "Sum", DType.Float64), ("x", Doubles())),
        ["a null"] = tf => Map(SmallGraphs.AddThree(tf), "y", ("x", new DoubleArray.Builder().Append(1).AppendNull().Build())),
        ["a constant of another dtype or shape"] = tf => Map(SmallGraphs.AddThree(tf), new MapOptions { Fetches = ["y"], Constants = new Dictionary<string, TensorValue> { ["x"] = TensorValue.Of([1f]) } }, ("k", Doubles(1))),
        ["an aggregate without keys"] = tf => Aggregate(tf, [], ("x", Doubles(1))),
        ["a key that is no column"] = tf => Aggregate(tf, ["k"], ("x", Doubles(1))),
    };

    private static void Map(Graph graph, string fetch, params (string, IArrowArray)[] columns) => Map(graph, new MapOptions { Fetches = [fetch] }, columns);

    private static void Map(Graph graph, string[] fetches, params (string, IArrowArray)[] columns) => Map(graph, new MapOptions { Fetches = fetches }, columns);

    private static void Map(Graph graph, MapOptions options, params (string, IArrowArray)[] columns) => Run(graph, Columns.Tables.Frame(columns), frame => frame.MapBlocks(graph, options));

    private static void MapAnalyzed(Graph graph, params (string, IArrowArray)[] columns) =>
        Run(graph, Columns.Tables.Frame(columns).Analyze(cancellationToken: Now), frame => frame.MapBlocks(graph, "y"));

    private static void MapRows(Graph graph, string fetch, params (string, IArrowArray)[] columns) => Run(graph, Columns.Tables.Frame(columns), frame => frame.MapRows(graph, fetch));

    private static void Trimmed(Graph graph, string[] fetches, params (string, IArrowArray)[] columns) =>
        Run(graph, Columns.Tables.Frame(columns), frame => frame.MapBlocksTrimmed(graph, fetches));

    private static void Run(Graph graph, Frame frame, Func<Frame, Frame> verb)
    {
        using (graph)
        {
            verb(frame).ToBatches(new EngineOptions { Parallelism = 1, BlockRows = 2 }, Now).ToList().ForEach(b => b.Dispose());
        }
    }

    private static void ReduceRows(Runtime tf, GraphBuilder builder, params (string, IArrowArray)[] columns)
    {
        using var graph = builder.Load(tf);
        Columns.Tables.Frame(columns).ReduceRows(graph, "x").Dispose();
    }

    private static void ReduceBlocks(Runtime tf, GraphBuilder builder, params (string, IArrowArray)[] columns)
    {
        using var graph = builder.Load(tf);
        Columns.Tables.Frame(columns).ReduceBlocks(graph, "x").Dispose();
    }

    private static void Aggregate(Runtime tf, string[] keys, params (string, IArrowArray)[] columns)
    {
        using var graph = SumBlocks(tf);
        Columns.Tables.Frame(columns).GroupBy(keys).Aggregate(graph, "x");
    }

    // y has twice the rows of x, x2 as many.
    private static Graph Rows2(Runtime tf) => Graph.Load(
        new GraphBuilder().Placeholder("x", DType.Float64, -1).Int32Scalar("axis", 0).Node("y", "ConcatV2", ["x", "x", "axis"], GraphBuilder.T(DType.Float64), ("N", new() { I = 2 }))
            .Node("x2", "Identity", ["x"], GraphBuilder.T(DType.Float64)).Bytes, tf.Open());

    // h has two outputs.
    private static Graph Halves(Runtime tf) => Graph.Load(
        new GraphBuilder().Placeholder("x", DType.Float64, -1, 2).Int32Scalar("axis", 1).Node("h", "Split", ["axis", "x"], GraphBuilder.T(DType.Float64), ("num_split", new() { I = 2 })).Bytes, tf.Open());
}
