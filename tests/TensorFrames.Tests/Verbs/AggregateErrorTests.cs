using Apache.Arrow;
using TensorFrames.Tests.Columns;
using TensorFrames.Tests.Engine;
using TensorFrames.Tests.Graphs;
using Xunit;
using static TensorFrames.Tests.Verbs.Grouped;
using static TensorFrames.Tests.Verbs.ReduceGraphs;

namespace TensorFrames.Tests.Verbs;

/// <summary>The error table of aggregate: each a typed error that names column, tensor, dtype, shape and a fix, before anything runs where that is possible.</summary>
public sealed class AggregateErrorTests
{
    private static readonly Dictionary<string, Action<Runtime>> s_plans = new(StringComparer.Ordinal)
    {
        ["GroupBy names no column. The table has: k, x. Fix: name what to group by (GroupBy, --key), or reduce all rows to one"] = tf => Plan(tf, Sum("x"), []),
        ["The table has no column 'q'. It has: k, x. Fix: name one of these."] = tf => Plan(tf, Sum("x"), ["q"]),
        ["Column 'k' is named twice among the keys. Fix: name it once."] = tf => Plan(tf, Sum("x"), ["k", "k"]),
        ["Column 'k' (list<float64>) cannot be a key: rows are grouped by integers, booleans, floats, decimals, dates, times, text and bytes. Fix: group by another column"] =
            tf => Plan(tf, Sum("x"), ["k"], ("k", Lists([1], [2])), ("x", Doubles(1, 2))),
        ["Column 'k' (null) cannot be a key"] = tf => Plan(tf, Sum("x"), ["k"], ("k", new NullArray(2)), ("x", Doubles(1, 2))),
        ["The table has 2 columns of the name 'k'"] = tf => Plan(tf, Sum("x"), ["k"], ("k", Ints(1)), ("k", Ints(1)), ("x", Doubles(1))),
        ["Fetch 'k' (float64 []) would be a column of the name that a key has (keys: k). Fix: rename the key's column, or name the graph's result otherwise and feed it from that column (Feeds, --feed NAME_input=k)."] =
            tf => Plan(tf, Sum("k"), ["k"], ("k", Doubles(1)), ("x", Doubles(1))),
        ["Fetch 'y' (float64 []) reduces column 'y', and the table has none. It has: k, x. Fix: feed 'y_input' from one of these"] = tf => Plan(tf, Sum("y"), ["k"]),
        ["Fetch 'x' (float64 [?]) needs the placeholder 'x_input' (float64, [?,?]): Aggregate reduces fetch z through z_input, a block of rows."] =
            tf => Plan(tf, new GraphBuilder().Placeholder("v", DType.Float64, -1).Node("x", "Neg", ["v"], GraphBuilder.T(DType.Float64)), ["k"]),
        ["Column 'x' (float64) cannot feed placeholder 'x_input' (float32 [?])"] = tf => Plan(tf, new GraphBuilder().Blocks("x", "Sum", DType.Float32), ["k"]),
        ["the placeholder takes 4 rows"] = tf => Plan(tf, new GraphBuilder().Placeholder("x_input", DType.Float64, 4).Int32("axis", 0)
            .Node("x", "Sum", ["x_input", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32))), ["k"]),
        ["Aggregate gathers the rows of each group, which is a copy. Fix: allow copies."] = tf => Plan(tf, new AggregateOptions { NoCopy = true }),
        ["MemoryLimit is 0. Fix: at least 1 byte; 1 GiB is the default (MemoryLimit, --memory-limit)."] = tf => Plan(tf, new AggregateOptions { MemoryLimit = 0 }),
        ["'m' is named as a mask of nulls"] = tf => Plan(tf, new AggregateOptions { DefaultNulls = NullPolicy.Mask("m") }),
        ["Placeholder 'q' is not in the graph."] = tf => Plan(tf, new AggregateOptions { Feeds = new Dictionary<string, string> { ["q"] = "x" } }),
    };

    [Theory, EveryRuntime]
    public void What_does_not_fit_is_told_before_anything_runs(Runtime tf)
    {
        var runs = tf.Open().Counters.Runs;
        Assert.All(s_plans, plan =>
        {
            var message = Assert.Throws<PlanException>(() => plan.Value(tf)).Message;
            Assert.Contains(plan.Key, message, StringComparison.Ordinal);
            Assert.Contains(" Fix: ", message, StringComparison.Ordinal);
        });
        Assert.Equal(runs, tf.Open().Counters.Runs);
    }

    [Theory, EveryRuntime]
    public void A_failing_run_names_the_group(Runtime tf)
    {
        var graph = new GraphBuilder().Blocks("x", "Sum", DType.Float64);
        graph.Def.Node[^1].Name = "sum";
        using var check = graph.Node("x", "CheckNumerics", ["sum"], GraphBuilder.T(DType.Float64), ("message", new() { S = Google.Protobuf.ByteString.CopyFromUtf8("not a number") })).Load(tf);
        var frame = Grouped.Cut([("k", Longs(1, 2, 1, 2, null, null)), ("j", Texts("a", null, "a", null, "a", "a")), ("x", Doubles(1, double.NaN, 3, 4, 5, 6))], 2, 1);
        foreach (var threads in new[] { 1, 3 })
        {
            var one = frame.GroupBy("k").Aggregate(check, "x");
            Assert.Contains("for the group k = 2: ", Failed(one, threads).Message, StringComparison.Ordinal);
            Assert.Contains("for the group j = null, k = 2: ", Failed(frame.GroupBy("j", "k").Aggregate(check, "x"), threads).Message, StringComparison.Ordinal);
            Assert.Equal(0, one.Counts().HeldBytes);
        }

        static RunException Failed(Frame frame, int threads) => Assert.Throws<RunException>(() => frame.Rows(new EngineOptions { Parallelism = threads }));
    }

    [Theory, EveryRuntime]
    public void A_null_value_names_its_row_and_a_failing_read_ends_it(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        foreach (var threads in new[] { 1, 3 })
        {
            var engine = new EngineOptions { Parallelism = threads };
            var nulls = Grouped.Cut([("k", Ints(1, 2, 3)), ("x", new DoubleArray.Builder().Append(1).Append(2).AppendNull().Build())], 1, 1).GroupBy("k").Aggregate(graph, "x");
            Assert.Equal(2, Assert.Throws<BlockException>(() => nulls.Rows(engine)).Row);
            Assert.Equal(0, nulls.Counts().HeldBytes);
            var broken = Frame.From(new NumberTable(partitions: 3, batches: 2, rows: 2, failAtPartition: 1)).GroupBy("x").Aggregate(graph, new AggregateOptions { Fetches = ["x:0"] });
            Assert.Throws<TableException>(() => broken.Rows(engine));
            Assert.Equal(0, broken.Counts().HeldBytes);
        }
    }

    [Theory, EveryRuntime]
    public void Cells_of_two_shapes_cannot_be_aggregated(Runtime tf)
    {
        using var graph = new GraphBuilder().Blocks("x", "Sum", DType.Float64, -1).Load(tf);
        var frame = Grouped.Cut([("k", Ints(1, 1, 1, 1)), ("x", Lists([1, 2], [3, 4], [5], [6]))], 1, 2).GroupBy("k").Aggregate(graph, "x");
        var message = Assert.Throws<BlockException>(() => frame.Rows()).Message;
        Assert.Contains("Column 'x' (list<float64>) cannot feed placeholder 'x_input' (float64 [?,?]): cells of [2] and of [1] cannot be aggregated together. Fix: cells of one shape.", message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void A_spill_folder_that_cannot_be_is_told(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        using var folder = new Files.Folder();
        File.WriteAllText(folder["file"], "");
        var frame = Grouped.Cut([("k", Ints([.. Enumerable.Range(0, 1000)])), ("x", Doubles(Enumerable.Range(0, 1000).Select(i => (double)i)))], 1)
            .GroupBy("k").Aggregate(graph, new AggregateOptions { MemoryLimit = 1_000, SpillFolder = folder["file"] });
        Assert.Contains("Fix: a folder with room (SpillFolder), or a larger limit (MemoryLimit, --memory-limit).", Assert.Throws<WriteException>(() => frame.Rows()).Message, StringComparison.Ordinal);
        Assert.Equal(0, frame.Counts().HeldBytes);
    }

    private static GraphBuilder Sum(string name) => new GraphBuilder().Blocks(name, "Sum", DType.Float64);

    private static void Plan(Runtime tf, AggregateOptions options)
    {
        using var loaded = Sum("x").Load(tf);
        Columns.Tables.Frame(("k", Ints(1, 2)), ("x", Doubles(1, 2))).GroupBy("k").Aggregate(loaded, options);
    }

    private static void Plan(Runtime tf, GraphBuilder graph, string[] keys, params (string, IArrowArray)[] columns)
    {
        using var loaded = graph.Load(tf);
        Columns.Tables.Frame(columns.Length > 0 ? columns : [("k", Ints(1, 2)), ("x", Doubles(1, 2))]).GroupBy(keys).Aggregate(loaded, [.. graph.Def.Node.TakeLast(1).Select(n => n.Name)]);
    }
}
