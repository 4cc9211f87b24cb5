using Apache.Arrow;
using TensorFrames.Tests.Columns;
using TensorFrames.Tests.Engine;
using TensorFrames.Tests.Graphs;
using Xunit;
using static TensorFrames.Tests.Verbs.ReduceGraphs;

namespace TensorFrames.Tests.Verbs;

/// <summary>The error table of TensorFrames' reduces: each a typed error that names column, tensor, dtype, shape and a fix, before anything runs.</summary>
public sealed class ReduceErrorTests
{
    private static readonly Dictionary<string, Action<Runtime>> s_plans = new(StringComparer.Ordinal)
    {
        ["Fetch 'x' (float64 []) reduces column 'x', and the table has none. It has: v. Fix: feed 'x_input' from one of these"] =
            tf => Blocks(tf, new GraphBuilder().Blocks("x", "Sum", DType.Float64), ("v", Doubles(1, 2))),
        ["Fetch 'x' (float64 []) reduces column 'x', and the table has none. It has: v. Fix: feed 'x_1' and 'x_2'"] =
            tf => Rows(tf, new GraphBuilder().Rows("x", "Add", DType.Float64), ("v", Doubles(1, 2))),
        ["Fetch 'x' (float64 [?]) needs the placeholder 'x_input' (float64, [?,?])"] =
            tf => Blocks(tf, new GraphBuilder().Placeholder("v", DType.Float64, -1).Node("x", "Neg", ["v"], GraphBuilder.T(DType.Float64)), ("x", Doubles(1))),
        ["Fetch 'x' (float64 []) needs the placeholder 'x_2' (float64, []): ReduceRows reduces fetch z through z_1, the result so far, and z_2, the next row. The graph's placeholders: x_1 (float64 [])."] =
            tf => Rows(tf, new GraphBuilder().Placeholder("x_1", DType.Float64).Node("x", "Neg", ["x_1"], GraphBuilder.T(DType.Float64)), ("x", Doubles(1))),
        ["Placeholder 'w' (float64 []) belongs to no fetch: ReduceBlocks"] = tf => Blocks(tf, Stray(), ("x", Doubles(1, 2)), ("w", Doubles(1, 2)), "z"),
        ["Placeholder 'x_3' (float64 []) belongs to no fetch: ReduceRows"] =
            tf => Rows(tf, new GraphBuilder().Rows("y", "Add", DType.Float64).Placeholder("x_3", DType.Float64).Placeholder("x_1", DType.Float64).Placeholder("x_2", DType.Float64)
                .Node("x", "AddN", ["x_1", "x_2", "x_3"], GraphBuilder.T(DType.Float64), ("N", new() { I = 3 })), ("x", Doubles(1))),
        ["Column 'x' (float64) cannot feed placeholder 'x_input' (float32 [?])"] = tf => Blocks(tf, new GraphBuilder().Blocks("x", "Sum", DType.Float32), ("x", Doubles(1, 2))),
        ["Column 'x' (float64) cannot feed placeholder 'x_1' (float64 [2]): the rank differs: a cell of this column is []"] =
            tf => Rows(tf, new GraphBuilder().Rows("x", "Add", DType.Float64, 2), ("x", Doubles(1, 2))),
        ["Column 'x' (list<float32>[3]) cannot feed placeholder 'x_input' (float32 [?,2]): the cell has 3 values, 2 wanted"] =
            tf => Blocks(tf, new GraphBuilder().Blocks("x", "Sum", DType.Float32, 2), ("x", ColumnKind.FixedList(ColumnKind.Floats(6), 3, 2))),
        ["cannot be reduced through placeholder 'x_input' (float64 [?]): float64 is not int32"] = tf => Blocks(tf, Cast(), ("x", Doubles(1, 2))),
        ["cannot be reduced through placeholder 'x_input' (float64 [4]): the placeholder takes 4 rows, a block has any number. Fix: an open leading size for 'x_input', [?]"] =
            tf => Blocks(tf, new GraphBuilder().Placeholder("x_input", DType.Float64, 4).Int32("axis", 0)
                .Node("x", "Sum", ["x_input", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32))), ("x", Doubles(1, 2))),
        ["the placeholder is a scalar, a block of rows is not. Fix: a leading dimension for 'x_input', [?]"] =
            tf => Blocks(tf, new GraphBuilder().Placeholder("x_input", DType.Float64).Node("x", "Neg", ["x_input"], GraphBuilder.T(DType.Float64)), ("x", Doubles(1, 2))),
        ["the result is [?], a cell fed to it []"] =
            tf => Blocks(tf, new GraphBuilder().Placeholder("x_input", DType.Float64, -1).Node("x", "Neg", ["x_input"], GraphBuilder.T(DType.Float64)), ("x", Doubles(1, 2))),
        ["Fetch 'x:1' (float64 [?]) needs the placeholder 'x_1_input' (float64, [?,?])"] =
            tf => Blocks(tf, new GraphBuilder().Placeholder("x_input", DType.Float64, -1, 2).Node("x", "Unpack", ["x_input"], GraphBuilder.T(DType.Float64), ("num", new() { I = 2 }), ("axis", new() { I = 1 })), ("x", Doubles(1)), fetch: "x:1"),
        ["Placeholder 'y_input' is named, but these fetches are reduced through 'x_input'"] =
            tf => Blocks(tf, new GraphBuilder().Blocks("x", "Sum", DType.Float64).Blocks("y", "Sum", DType.Float64), new() { Fetches = ["x"], Feeds = Map("y_input", "x") }),
        ["Placeholder 'c' is a constant (Constants, --const), but these fetches do not reach it: 'x'. Fix: fetch what it is for, or leave it out."] = tf => Blocks(
            tf, new GraphBuilder().Blocks("x", "Sum", DType.Float64).Placeholder("c", DType.Float64), new() { Fetches = ["x"], Constants = new Dictionary<string, TensorValue> { ["c"] = TensorValue.Scalar(1.0) } }),
        ["Placeholder 'q' is not in the graph."] = tf => Blocks(tf, Sum, new() { Feeds = Map("q", "x") }),
        ["The table has no column 'q'. It has: x."] = tf => Blocks(tf, Sum, new() { Feeds = Map("x_input", "q") }),
        ["Near: 'x'"] = tf => Blocks(tf, Sum, new() { Fetches = ["X"] }),
        ["named twice"] = tf => Blocks(tf, Sum, new() { Fetches = ["x", "x"] }),
        ["'m' is named as a mask of nulls"] = tf => Blocks(tf, Sum, new() { DefaultNulls = NullPolicy.Mask("m") }),
        ["'q' is not among the fetches"] = tf => Blocks(tf, Sum, new() { Shapes = new Dictionary<string, TensorShape> { ["q"] = new([]) } }),
        ["its cells are not [3]"] = tf => Blocks(tf, Sum, new() { Shapes = new Dictionary<string, TensorShape> { ["x"] = new(3) } }),
        ["only a string fetch can hold bytes"] = tf => Blocks(tf, Sum, new() { Binary = ["x"] }),
        ["one of SparkTypes and FixedShapeTensors"] = tf => Blocks(tf, Sum, new() { SparkTypes = true, FixedShapeTensors = true }),
        ["are fed from columns 'x' and 'b'"] =
            tf => Rows(tf, Add, new ReduceOptions { Feeds = new Dictionary<string, string> { ["x_1"] = "x", ["x_2"] = "b" } }),
        ["ReduceRows copies each cell"] = tf => Rows(tf, Add, new ReduceOptions { NoCopy = true }),
    };

    [Theory, EveryRuntime]
    public void What_does_not_fit_is_told_before_anything_runs(Runtime tf)
    {
        var runs = tf.Open().Counters.Runs;
        Assert.All(s_plans, plan => Assert.Contains(plan.Key, Refused(plan.Value, tf), StringComparison.Ordinal));
        Assert.Equal(runs, tf.Open().Counters.Runs);
    }

    [Theory, EveryRuntime]
    public void A_failing_run_names_the_block_or_the_row(Runtime tf)
    {
        using var blocks = Checked(new GraphBuilder().Blocks("x", "Sum", DType.Float64)).Load(tf);
        using var rows = Checked(new GraphBuilder().Rows("x", "Add", DType.Float64)).Load(tf);
        var frame = Cut(Doubles(1, 2, 3, double.NaN, 4), 1, 2);
        Assert.Contains("(block 1 of ", Assert.Throws<RunException>(() => frame.ReduceBlocks(blocks, "x")).Message, StringComparison.Ordinal);
        Assert.Contains("from row 3)", Assert.Throws<RunException>(() => frame.ReduceRows(rows, "x")).Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void A_null_names_its_row_in_either_reduce(Runtime tf)
    {
        using var blocks = SumBlocks(tf);
        using var rows = SumRows(tf);
        var frame = Cut(new DoubleArray.Builder().Append(1).Append(2).AppendNull().Build(), 1, 1);
        Assert.Equal(2, Assert.Throws<BlockException>(() => frame.ReduceBlocks(blocks, "x")).Row);
        Assert.Equal(2, Assert.Throws<BlockException>(() => frame.ReduceRows(rows, "x")).Row);
    }

    [Theory, EveryRuntime]
    public void A_result_of_another_shape_than_given_is_told_where_it_shows(Runtime tf)
    {
        using var graph = new GraphBuilder().Placeholder("x_input", DType.Float64, -1, -1).Node("n", "Placeholder", [], ("dtype", GraphBuilder.Type(DType.Int32)))
            .Int32("axis", 0).Node("x", "Sum", ["x_input", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32))).Load(tf);
        var options = new ReduceOptions { Fetches = ["x"], Shapes = new Dictionary<string, TensorShape> { ["x"] = new(3) } };
        var message = Assert.Throws<BlockException>(() => Columns.Tables.Frame(("x", Lists([1, 2], [3, 4]))).ReduceBlocks(graph, options, cancellationToken: Now)).Message;
        Assert.Contains("Fetch 'x' (float64 [?]) gave [2], [3] was expected", message, StringComparison.Ordinal);
        Assert.Contains("--shape x=", message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void An_error_of_a_read_ends_a_reduce(Runtime tf)
    {
        using var blocks = SumBlocks(tf);
        using var rows = SumRows(tf);
        foreach (var threads in new[] { 1, 3 })
        {
            var frame = Frame.From(new NumberTable(partitions: 3, batches: 2, rows: 2, failAtPartition: 1));
            Assert.Throws<TableException>(() => frame.ReduceBlocks(blocks, new ReduceOptions(), new EngineOptions { Parallelism = threads }, Now));
            Assert.Throws<TableException>(() => frame.ReduceRows(rows, new ReduceOptions(), new EngineOptions { Parallelism = threads }, Now));
        }
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private static GraphBuilder Sum => new GraphBuilder().Blocks("x", "Sum", DType.Float64);

    private static GraphBuilder Add => new GraphBuilder().Rows("x", "Add", DType.Float64);

    private static string Refused(Action<Runtime> plan, Runtime tf)
    {
        var message = Assert.Throws<PlanException>(() => plan(tf)).Message;
        Assert.Contains(" Fix: ", message, StringComparison.Ordinal);
        return message;
    }

    private static Dictionary<string, string> Map(string placeholder, string column) => new() { [placeholder] = column };

    // The last node is called "sum", so that what is made of it can have its name.
    private static GraphBuilder Unnamed(GraphBuilder graph)
    {
        graph.Def.Node[^1].Name = "sum";
        return graph;
    }

    private static GraphBuilder Checked(GraphBuilder graph) => Unnamed(graph)
        .Node("x", "CheckNumerics", ["sum"], GraphBuilder.T(DType.Float64), ("message", new() { S = Google.Protobuf.ByteString.CopyFromUtf8("not a number") }));

    private static GraphBuilder Stray() => Unnamed(new GraphBuilder().Blocks("z", "Sum", DType.Float64)).Placeholder("w", DType.Float64)
        .Node("z", "Add", ["sum", "w"], GraphBuilder.T(DType.Float64));

    private static GraphBuilder Cast() => new GraphBuilder().Placeholder("x_input", DType.Float64, -1).Int32("axis", 0)
        .Node("sum", "Sum", ["x_input", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32)))
        .Node("x", "Cast", ["sum"], ("SrcT", GraphBuilder.Type(DType.Float64)), ("DstT", GraphBuilder.Type(DType.Int32)));

    private static void Blocks(Runtime tf, GraphBuilder graph, (string, IArrowArray) column, (string, IArrowArray)? other = null, string fetch = "x")
    {
        using var loaded = graph.Load(tf);
        Columns.Tables.Frame(other is { } second ? [column, second] : [column]).ReduceBlocks(loaded, fetch);
    }

    private static void Blocks(Runtime tf, GraphBuilder graph, ReduceOptions options)
    {
        using var loaded = graph.Load(tf);
        Columns.Tables.Frame(("x", Doubles(1, 2))).ReduceBlocks(loaded, options);
    }

    private static void Rows(Runtime tf, GraphBuilder graph, ReduceOptions options)
    {
        using var loaded = graph.Load(tf);
        Columns.Tables.Frame(("x", Doubles(1, 2)), ("b", Doubles(1, 2))).ReduceRows(loaded, options);
    }

    private static void Rows(Runtime tf, GraphBuilder graph, (string, IArrowArray) column)
    {
        using var loaded = graph.Load(tf);
        Columns.Tables.Frame(column).ReduceRows(loaded, "x");
    }
}
