using Apache.Arrow;
using TensorFrames.Tests.Columns;
using TensorFrames.Tests.Engine;
using TensorFrames.Tests.Graphs;
using Xunit;

namespace TensorFrames.Tests.Verbs;

/// <summary>TensorFrames' naming and ordering rules, and where ours are stricter.</summary>
public sealed class MapRulesTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory, EveryRuntime]
    public void Fetches_come_first_sorted_ordinally_then_the_input_in_its_order(Runtime tf)
    {
        using var graph = Graph.Load(
            new GraphBuilder().Placeholder("x", DType.Float64, -1).Node("b", "Neg", ["x"], GraphBuilder.T(DType.Float64))
                .Node("a", "Abs", ["x"], GraphBuilder.T(DType.Float64)).Node("Z", "Square", ["x"], GraphBuilder.T(DType.Float64)).Bytes,
            tf.Open());
        var frame = Columns.Tables.Frame(("z", Doubles(1)), ("x", Doubles(2)), ("a1", Doubles(3))).MapBlocks(graph, "b", "a", "Z");
        Assert.Equal(["Z", "a", "b", "z", "x", "a1"], frame.Schema!.FieldsList.Select(f => f.Name));
    }

    [Theory, EveryRuntime]
    public void A_column_is_named_exactly_as_the_fetch_was_written(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        Assert.Equal("y:0", Columns.Tables.Frame(("x", Doubles(1))).MapBlocks(graph, "y:0").Schema!.FieldsList[0].Name);
    }

    [Theory, EveryRuntime]
    public void A_fetch_named_like_a_column_can_be_written_otherwise_by_either_verb(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var frame = Columns.Tables.Frame(("x", Doubles(1)), ("y", Doubles(2)));
        var trimmed = Refused(() => frame.MapBlocksTrimmed(graph, "y"));
        Assert.Contains("write the fetch 'y:0'", trimmed, StringComparison.Ordinal);
        Assert.DoesNotContain("--keep", trimmed, StringComparison.Ordinal);
        Assert.Contains("--keep), or write the fetch 'y:0'", Refused(() => frame.MapBlocks(graph, "y")), StringComparison.Ordinal);
        Assert.Equal("y:0", frame.MapBlocksTrimmed(graph, "y:0").Schema!.FieldsList[0].Name);
    }

    [Theory, EveryRuntime]
    public void Only_placeholders_that_the_fetches_reach_need_a_column(Runtime tf)
    {
        using var graph = Graph.Load(
            new GraphBuilder().Placeholder("x", DType.Float64, -1).Placeholder("unused", DType.Float32, -1, 9)
                .Node("y", "Neg", ["x"], GraphBuilder.T(DType.Float64)).Node("w", "Neg", ["unused"], GraphBuilder.T(DType.Float32)).Bytes,
            tf.Open());
        Assert.Equal([-1.0], ((DoubleArray)Columns.Tables.Run(graph, new MapOptions { Fetches = ["y"] }, ("x", Doubles(1))).Column("y")).Values.ToArray());
    }

    [Theory, EveryRuntime]
    public void A_placeholder_is_fed_from_the_column_it_is_mapped_to(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var options = new MapOptions { Fetches = ["y"], Feeds = new Dictionary<string, string> { ["x"] = "price" }, Keep = ["price"] };
        Assert.Equal([4.0], ((DoubleArray)Columns.Tables.Run(graph, options, ("x", Doubles(100)), ("price", Doubles(1))).Column("y")).Values.ToArray());
    }

    [Theory, EveryRuntime]
    public void An_unknown_feed_fetch_or_column_is_an_error_that_lists_what_there_is(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var frame = Columns.Tables.Frame(("x", Doubles(1)));
        Assert.Contains("'x'", Refused(() => frame.MapBlocks(graph, new MapOptions { Feeds = new Dictionary<string, string> { ["X1"] = "x" } })), StringComparison.Ordinal);
        Assert.Contains("'three'", Refused(() => frame.MapBlocks(graph, "thre")), StringComparison.Ordinal);
        Assert.Contains("It has: x", Refused(() => frame.MapBlocks(graph, new MapOptions { Fetches = ["y"], Keep = ["q"] })), StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void An_output_named_like_a_column_is_an_error_for_trimmed_maps_too(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var frame = Columns.Tables.Frame(("x", Doubles(1)), ("y", Doubles(1)));
        Refused(() => frame.MapBlocks(graph, "y"));
        Refused(() => frame.MapBlocksTrimmed(graph, "y"));
        Assert.Equal(["y", "x"], frame.MapBlocks(graph, new MapOptions { Fetches = ["y"], Keep = ["x"] }).Schema!.FieldsList.Select(f => f.Name));
    }

    [Theory, EveryRuntime]
    public void An_empty_block_is_not_run_and_gives_no_rows(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var runs = graph.Runtime.Counters.Runs;
        Assert.Equal(0, Columns.Tables.Run(graph, new MapOptions { Fetches = ["y"] }, ("x", Doubles())).Length);
        Assert.Equal(runs, graph.Runtime.Counters.Runs);
    }

    [Theory, EveryRuntime]
    public void A_fetch_of_open_rank_takes_the_shape_given_or_the_first_blocks_rank(Runtime tf)
    {
        using var graph = Identity.Graph(tf, DType.Float64, TensorShape.Unknown);
        var frame = Columns.Tables.Frame(("x", Doubles(1, 2)));
        Assert.Null(frame.MapBlocks(graph, "y").Schema);
        Assert.Contains("rank of fetch 'y' (float64) open. Fix: ", Refused(() => frame.MapBlocks(graph, "y").ToArrowStream()), StringComparison.Ordinal);
        Assert.Equal("double", frame.MapBlocks(graph, new MapOptions { Fetches = ["y"], Shapes = new Dictionary<string, TensorShape> { ["y"] = new([]) } }).Schema!.FieldsList[0].DataType.Name);
        Assert.Equal([1.0, 2.0], ((DoubleArray)frame.MapBlocks(graph, "y").ToBatches(cancellationToken: Now).Single().Column("y")).Values.ToArray());
    }

    [Theory, EveryRuntime]
    public void A_wrong_shape_given_is_told_when_a_block_shows_it(Runtime tf)
    {
        using var graph = Identity.Graph(tf, DType.Float64, TensorShape.Unknown);
        var frame = Columns.Tables.Frame(("x", Doubles(1, 2))).MapBlocks(graph, new MapOptions { Fetches = ["y"], Shapes = new Dictionary<string, TensorShape> { ["y"] = new(3) } });
        Assert.Contains("--shape", Assert.Throws<BlockException>(() => frame.ToBatches(cancellationToken: Now).Count()).Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void The_graphs_open_ends_are_fetched_where_none_is_named(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        Assert.Equal(["y", "x"], Columns.Tables.Frame(("x", Doubles(1))).MapBlocks(graph, new MapOptions()).Schema!.FieldsList.Select(f => f.Name));
    }

    [Theory, EveryRuntime]
    public void Trimmed_maps_may_change_the_number_of_rows_and_keep_nothing(Runtime tf)
    {
        // A18 of the acceptance cases: a constant [1.0, 2.0] over one row gives two.
        using var graph = Graph.Load(
            new GraphBuilder().Placeholder("in", DType.Float64, -1)
                .Node("out", "Const", [], ("dtype", GraphBuilder.Type(DType.Float64)), ("value", GraphBuilder.Tensor(DType.Float64, System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>([1.0, 2.0]), 2))).Bytes,
            tf.Open());
        var batch = Columns.Tables.Frame(("in", Doubles(3))).MapBlocksTrimmed(graph, "out").ToBatches(cancellationToken: Now).Single();
        Assert.Equal(["out"], batch.Schema.FieldsList.Select(f => f.Name));
        Assert.Equal([1.0, 2.0], ((DoubleArray)batch.Column("out")).Values.ToArray());
    }

    [Theory, EveryRuntime]
    public void A_placeholder_that_is_fed_cannot_be_fetched(Runtime tf)
    {
        using var graph = SmallGraphs.AddThree(tf);
        var frame = Columns.Tables.Frame(("x", Doubles(1)));
        Refused(() => frame.MapBlocks(graph, new MapOptions { Fetches = ["x"], Keep = [] }));
        Refused(() => frame.MapBlocks(graph, new MapOptions { Fetches = ["x:0"], Keep = [] }));
    }

    [Theory, EveryRuntime]
    public void A_placeholder_with_a_default_is_fed_only_where_the_map_names_it(Runtime tf)
    {
        using var graph = Run.SingleRunTests.WithDefault(tf);
        var frame = Columns.Tables.Frame(("x", new Int32Array.Builder().Append(8).Build()));
        Assert.Equal(4, First(frame.MapBlocks(graph, "y")));
        Assert.Equal(8, First(frame.MapBlocks(graph, new MapOptions { Fetches = ["y"], Feeds = new Dictionary<string, string> { ["x"] = "x" } })));
    }

    private static int First(Frame frame) => ((Int32Array)frame.ToBatches(cancellationToken: Now).Single().Column("y")).Values[0];

    private static string Refused(Action plan) => Assert.Throws<PlanException>(plan).Message;

    private static DoubleArray Doubles(params double[] values) => new DoubleArray.Builder().AppendRange(values).Build();
}
