using Apache.Arrow;
using TensorFrames.Tests.Columns;
using TensorFrames.Tests.Engine;
using TensorFrames.Tests.Graphs;
using Xunit;
using static TensorFrames.Tests.Verbs.ReduceGraphs;

namespace TensorFrames.Tests.Verbs;

/// <summary>TensorFrames' rules of reduces, its acceptance cases, and where it was wrong.</summary>
public sealed class ReduceRulesTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory, EveryRuntime]
    public void Any_output_of_an_operation_is_reduced_through_what_is_named_after_it(Runtime tf)
    {
        using var graph = new GraphBuilder().Placeholder("x_input", DType.Float64, -1).Placeholder("x_1_input", DType.Float64, -1).Int32("axis", 0)
            .Node("pairs", "Pack", ["x_input", "x_1_input"], GraphBuilder.T(DType.Float64), ("N", new() { I = 2 }), ("axis", new() { I = 1 }))
            .Node("sums", "Sum", ["pairs", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32)))
            .Node("x", "Unpack", ["sums"], GraphBuilder.T(DType.Float64), ("num", new() { I = 2 }), ("axis", new() { I = 0 })).Load(tf);
        var options = new ReduceOptions { Fetches = ["x:1", "x"], Feeds = new Dictionary<string, string> { ["x_1_input"] = "z" } };
        using var result = Columns.Tables.Frame(("x", Doubles(1, 2, 3)), ("z", Doubles(10, 20, 30))).ReduceBlocks(graph, options, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["x", "x:1"], result.Schema.FieldsList.Select(f => f.Name));
        Assert.Equal((6.0, 60.0), (((DoubleArray)result.Column(0)).Values[0], ((DoubleArray)result.Column(1)).Values[0]));
    }

    [Theory, EveryRuntime]
    public void Two_results_of_one_column_are_made_in_one_pass(Runtime tf)
    {
        using var graph = new GraphBuilder().Blocks("least", "Min", DType.Float64).Blocks("most", "Max", DType.Float64).Load(tf);
        var options = new ReduceOptions { Feeds = new Dictionary<string, string> { ["least_input"] = "x", ["most_input"] = "x" } };
        var reduction = Columns.Tables.Frame(("x", Doubles(3, 1, 2))).PlanReduceBlocks(graph, options);
        var runs = graph.Runtime.Counters.Runs;
        using var result = reduction.Run(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((1.0, 3.0, 1), (((DoubleArray)result.Column("least")).Values[0], ((DoubleArray)result.Column("most")).Values[0], graph.Runtime.Counters.Runs - runs));
    }

    [Theory, EveryRuntime]
    public void A2_two_statistics_of_one_vector_column(Runtime tf)
    {
        using var graph = new GraphBuilder().Blocks("y", "Sum", DType.Float64, 2).Blocks("z", "Min", DType.Float64, 2).Load(tf);
        var vectors = Lists([.. Enumerable.Range(0, 10).Select(n => new double[] { n, -n })]);
        using var result = Columns.Tables.Frame(("y", vectors), ("z", vectors)).ReduceBlocks(graph, "z", "y");
        Assert.Equal(["y", "z"], result.Schema.FieldsList.Select(f => f.Name));
        Assert.True(ArrowCompare.Same(new List<object?> { 45.0, -45.0 }, ArrowCompare.Of(result.Column("y")).Single()));
        Assert.True(ArrowCompare.Same(new List<object?> { 0.0, -9.0 }, ArrowCompare.Of(result.Column("z")).Single()));
    }

    [Theory, EveryRuntime]
    public void A6_rows_of_doubles_are_summed_pairwise(Runtime tf)
    {
        using var graph = SumRows(tf);
        Assert.Equal(10.0, Columns.Tables.Frame(("x", Doubles(0, 1, 2, 3, 4))).ReduceRows(graph, "x").Only());
    }

    [Theory, EveryRuntime]
    public void A7_a_block_of_doubles_is_summed(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        Assert.Equal(10.0, Columns.Tables.Frame(("x", Doubles(0, 1, 2, 3, 4))).ReduceBlocks(graph, "x").Only());
    }

    [Theory, EveryRuntime]
    public void A11_rows_of_ints_are_summed(Runtime tf)
    {
        using var graph = new GraphBuilder().Rows("x", "Add", DType.Int32).Load(tf);
        Assert.Equal(10m, Columns.Tables.Frame(("x", Ints(1, 2, 3, 4))).ReduceRows(graph, "x").Only());
    }

    [Theory, EveryRuntime]
    public void A12_other_columns_are_ignored_by_either_reduce(Runtime tf)
    {
        using var blocks = SumBlocks(tf);
        using var rows = SumRows(tf);
        var frame = Columns.Tables.Frame(("key2", new StringArray.Builder().Append("1").Append("2").Append("3").Build()), ("x", Doubles(1, 1.1, 2)));
        Assert.Equal(4.1, frame.ReduceBlocks(blocks, "x").Only());
        Assert.Equal(4.1, frame.ReduceRows(rows, "x").Only());
    }

    [Theory, EveryRuntime]
    public void A20_two_partitions_of_one_row(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        Assert.Equal(3.0, Cut(Doubles(1, 2), 2, 1).ReduceBlocks(graph, "x").Only());
    }

    [Theory, EveryRuntime]
    public void A_column_that_is_named_like_a_placeholder_is_not_taken_for_it(Runtime tf)
    {
        using var blocks = SumBlocks(tf);
        using var rows = SumRows(tf);
        var frame = Columns.Tables.Frame(("x_input", Doubles(100, 200)), ("x_1", Doubles(10, 20)), ("x_2", Doubles(30, 40)), ("x", Doubles(1, 2)));
        Assert.Equal(3.0, frame.ReduceBlocks(blocks, "x").Only());
        Assert.Equal(3.0, frame.ReduceRows(rows, "x").Only());
        Assert.Equal(300.0, frame.ReduceBlocks(blocks, new ReduceOptions { Feeds = new Dictionary<string, string> { ["x_input"] = "x_input" } }, cancellationToken: Now).Only());
    }

    [Theory, EveryRuntime]
    public void One_of_a_pair_is_enough_to_name_the_column(Runtime tf)
    {
        using var graph = SumRows(tf);
        foreach (var named in new[] { "x_1", "x_2" })
        {
            Assert.Equal(7.0, Columns.Tables.Frame(("price", Doubles(3, 4))).ReduceRows(graph, new ReduceOptions { Feeds = new Dictionary<string, string> { [named] = "price" } }, cancellationToken: Now).Only());
        }
    }

    [Theory, EveryRuntime]
    public void A_column_is_named_as_the_fetch_was_written_and_reduces_the_operations_column(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        Assert.Equal(3.0, Columns.Tables.Frame(("x", Doubles(1, 2))).ReduceBlocks(graph, "x:0").Only("x:0"));
    }

    [Theory, EveryRuntime]
    public void One_row_is_the_result_and_the_graph_is_not_run(Runtime tf)
    {
        using var blocks = SumBlocks(tf);
        using var rows = SumRows(tf);
        var runs = blocks.Runtime.Counters.Runs;
        var frame = Cut(Doubles(-0.0), 1, 0, 1);
        Assert.Equal(double.NegativeInfinity, 1 / (double)frame.ReduceBlocks(blocks, "x").Only()!);
        Assert.Equal(double.NegativeInfinity, 1 / (double)frame.ReduceRows(rows, "x").Only()!);
        Assert.Equal(runs, blocks.Runtime.Counters.Runs);
    }

    [Theory, EveryRuntime]
    public void Empty_blocks_take_no_part(Runtime tf)
    {
        using var blocks = new GraphBuilder().Blocks("x", "Max", DType.Float64).Load(tf);
        using var rows = new GraphBuilder().Rows("x", "Maximum", DType.Float64).Load(tf);
        Assert.Equal(-1.0, Cut(Doubles(-3, -1, -2), 2, 0, 0, 1, 1, 3).ReduceBlocks(blocks, "x").Only());
        Assert.Equal(-1.0, Cut(Doubles(-3, -1, -2), 2, 0, 0, 1, 1, 3).ReduceRows(rows, "x").Only());
    }

    [Theory, EveryRuntime]
    public void Rows_of_a_partition_are_reduced_strictly_from_the_left_whatever_the_batches(Runtime tf)
    {
        // x = 2 x_1 + x_2 is not associative.
        using var graph = new GraphBuilder().Placeholder("x_1", DType.Float64).Placeholder("x_2", DType.Float64)
            .Node("twice", "Add", ["x_1", "x_1"], GraphBuilder.T(DType.Float64)).Node("x", "Add", ["twice", "x_2"], GraphBuilder.T(DType.Float64)).Load(tf);
        foreach (var rows in new[] { 1, 2, 3, 100 })
        {
            Assert.Equal(57.0, Cut(Doubles(1, 2, 3, 4, 5), 1, 2, 3).ReduceRows(graph, new ReduceOptions(), new EngineOptions { BlockRows = rows }, Now).Only());
        }
    }

    [Theory, EveryRuntime]
    public void Cells_may_vary_in_size_where_the_graph_lets_them(Runtime tf)
    {
        using var graph = new GraphBuilder().Placeholder("x_1", DType.Float64, -1).Placeholder("x_2", DType.Float64, -1).Int32Scalar("axis", 0)
            .Node("x", "ConcatV2", ["x_1", "x_2", "axis"], GraphBuilder.T(DType.Float64), ("N", new() { I = 2 }), ("Tidx", GraphBuilder.Type(DType.Int32))).Load(tf);
        var result = Cut(Lists([1, 2], [], [3], [4, 5, 6]), 2, 2).ReduceRows(graph, "x").Only();
        Assert.True(ArrowCompare.Same(new List<object?> { 1.0, 2.0, 3.0, 4.0, 5.0, 6.0 }, result));
    }

    [Theory, EveryRuntime]
    public void A_scalar_cell_is_fed_as_a_scalar(Runtime tf)
    {
        // Over axis 0 of a vector cell: with an extra leading 1, as TensorFrames fed it, the sum would be of single values.
        using var graph = new GraphBuilder().Placeholder("x_1", DType.Float64, 2).Placeholder("x_2", DType.Float64, 2).Int32("axis", 0)
            .Node("sum", "Sum", ["x_2", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32))).Node("x", "Add", ["x_1", "sum"], GraphBuilder.T(DType.Float64)).Load(tf);
        Assert.True(ArrowCompare.Same(new List<object?> { 8.0, 8.0 }, Columns.Tables.Frame(("x", Lists([1, 1], [3, 4]))).ReduceRows(graph, "x").Only()));
    }

    [Theory, EveryRuntime]
    public void What_a_map_gives_is_reduced(Runtime tf)
    {
        using var map = SmallGraphs.AddThree(tf);
        using var reduce = new GraphBuilder().Blocks("y", "Sum", DType.Float64).Load(tf);
        using var rows = new GraphBuilder().Rows("y", "Add", DType.Float64).Load(tf);
        var frame = Frame.From(new NumberTable(partitions: 3, batches: 4, rows: 5)).MapBlocks(map, "y");
        Assert.Equal((60 * 3) + (59 * 60 / 2.0), frame.ReduceBlocks(reduce, "y").Only("y"));
        Assert.Equal((60 * 3) + (59 * 60 / 2.0), frame.ReduceRows(rows, "y").Only("y"));
    }

    [Theory, EveryRuntime]
    public void A_table_or_a_map_without_rows_has_no_result(Runtime tf)
    {
        using var blocks = SumBlocks(tf);
        using var rows = SumRows(tf);
        foreach (var frame in new[] { Columns.Tables.Frame(("x", Doubles())), Frame.From(new NumberTable(0, 0, 0)), Frame.From(new NumberTable(2, 0, 0)) })
        {
            Assert.Contains("no rows to reduce", Assert.Throws<TableException>(() => frame.ReduceBlocks(blocks, "x")).Message, StringComparison.Ordinal);
            Assert.Contains("no rows to reduce", Assert.Throws<TableException>(() => frame.ReduceRows(rows, "x")).Message, StringComparison.Ordinal);
        }
    }
}
