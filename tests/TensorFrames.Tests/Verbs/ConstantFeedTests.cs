using System.Runtime.InteropServices;
using Apache.Arrow;
using TensorFrames.Tests.Columns;
using TensorFrames.Tests.Graphs;
using Xunit;
using static TensorFrames.Tests.Verbs.RowTables;

namespace TensorFrames.Tests.Verbs;

/// <summary>Placeholders that are given a tensor with the call, in place of a column.</summary>
public sealed class ConstantFeedTests
{
    [Theory, EveryRuntime]
    public void A_graph_that_writes_into_a_constant_has_it_anew_for_each_row(Runtime tf)
    {
        using var graph = new GraphBuilder().Placeholder("c", DType.Float64, 2).Placeholder("x", DType.Float64).Int32("first", 0).Int32Scalar("axis", 0)
            .Node("more", "ExpandDims", ["x", "axis"], GraphBuilder.T(DType.Float64), ("Tdim", GraphBuilder.Type(DType.Int32)))
            .Node("y", "InplaceAdd", ["c", "first", "more"], GraphBuilder.T(DType.Float64)).Load(tf);
        var constants = new Dictionary<string, TensorValue>(StringComparer.Ordinal) { ["c"] = TensorValue.Of<double>([10, 20], 2) };
        var frame = Columns.Tables.Frame(("x", ReduceGraphs.Doubles(1, 2, 3))).MapRows(graph, new MapOptions { Fetches = ["y"], Keep = [], Constants = constants });
        Assert.Equal(["[11, 20]", "[12, 20]", "[13, 20]"], frame.ToBatches(cancellationToken: TestContext.Current.CancellationToken).SelectMany(batch =>
        {
            using (batch)
            {
                return ArrowCompare.Of(batch.Column("y")).Select(ArrowCompare.Text);
            }
        }));
    }

    [Theory, EveryRuntime]
    public void A_value_is_given_with_each_call_to_one_graph(Runtime tf)
    {
        using var graph = Scaled(tf, [-1], []);
        foreach (var factor in new[] { 2.0, -3.0 })
        {
            using var batch = Columns.Tables.Run(graph, Given(("s", TensorValue.Scalar(factor))), ("x", Doubles(1, 2)));
            Assert.Equal([factor, 2 * factor], ((DoubleArray)batch.Column("y")).Values.ToArray());
        }
    }

    [Theory, EveryRuntime]
    public void Every_block_is_fed_the_same_memory(Runtime tf)
    {
        using var graph = Scaled(tf, [-1], [-1]);
        var frame = Columns.Tables.Frame(("x", Columns.ColumnKind.Typed(Apache.Arrow.Types.DoubleType.Default, Doubles([.. Enumerable.Repeat(1.0, 256)]))));
        var before = graph.Runtime.Counters;
        var factors = TensorValue.Of<double>([.. Enumerable.Range(0, 64).Select(i => (double)i)]);
        var blocks = frame.MapBlocks(graph, Given(("s", factors))).ToBatches(new EngineOptions { BlockRows = 64, Parallelism = 2 }, Now).ToList();
        var after = graph.Runtime.Counters;
        Assert.Equal((4, 4 * 2 * 64 * 8, 0), (blocks.Count, after.BorrowedBytes - before.BorrowedBytes, after.CopiedBytes - before.CopiedBytes));
        Assert.All(blocks, block => Assert.Equal(63.0, ((DoubleArray)block.Column("y")).Values[63]));
        blocks.ForEach(block => block.Dispose());
    }

    [Theory, EveryRuntime]
    public void A_row_is_fed_it_as_it_is_and_once_for_all_rows(Runtime tf)
    {
        // The sum of a cell is not element-wise: each row is run by itself.
        using var graph = Graph.Load(
            new GraphBuilder().Placeholder("x", DType.Float64, -1).Placeholder("axis", DType.Int32)
                .Node("y", "Sum", ["x", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32))).Bytes,
            tf.Open());
        var before = graph.Runtime.Counters;
        Same(MapRows(graph, Given(("axis", TensorValue.Scalar(0))), ("x", Lists([1, 2, 3], [], [4]))).Cells, 6.0, 0.0, 4.0);
        var after = graph.Runtime.Counters;
        Assert.Equal((3, 4 + (4 * 8)), (after.Runs - before.Runs, after.BorrowedBytes - before.BorrowedBytes + after.CopiedBytes - before.CopiedBytes));
    }

    [Theory, EveryRuntime]
    public void Rows_are_stacked_around_it_and_agree_with_rows_run_one_by_one(Runtime tf)
    {
        IArrowArray[] cells = [Doubles(1, 2), Lists([1, 2], [3, 4]), Matrices([[1, 2], [3, 4]], [[5, 6], [7, 8]])];
        TensorValue[] values = [TensorValue.Scalar(10.0), TensorValue.Of([10.0, 100.0]), TensorValue.Of([10.0, 100.0, 1e3, 1e4], 2, 2)];
        for (var rank = 0; rank < 3; rank++)
        {
            for (var own = 0; own < 3; own++)
            {
                using var graph = Scaled(tf, [.. Enumerable.Repeat(-1L, rank)], [.. Enumerable.Repeat(2L, own)]);
                var (stacked, report) = MapRows(graph, Given(("s", values[own])), ("x", cells[rank]));
                Same(stacked, MapRows(graph, Given(("s", values[own])) with { EachRow = true }, ("x", cells[rank])).Cells);

                // A value of higher rank than the cell would be aligned with the rows.
                Assert.Equal(own <= rank ? 1 : 0, report.SavedRuns);
            }
        }
    }

    [Theory, EveryRuntime]
    public void One_of_unknown_shape_may_have_any(Runtime tf)
    {
        using var graph = Graph.Load(
            new GraphBuilder().Placeholder("x", DType.Float64).Node("s", "Placeholder", [], ("dtype", GraphBuilder.Type(DType.Float64)))
                .Node("y", "Mul", ["x", "s"], GraphBuilder.T(DType.Float64)).Bytes,
            tf.Open());
        Same(MapRows(graph, Given(("s", TensorValue.Of([2.0, 3.0]))) with { Shapes = Shape("y", 2) }, ("x", Doubles(1, 10))).Cells, Cell(2.0, 3.0), Cell(20.0, 30.0));
    }

    [Theory, EveryRuntime]
    public void Any_dtype_can_be_one(Runtime tf)
    {
        foreach (var kind in Columns.ColumnKind.All.Where(k => k.Shape.Rank == 1 && k.DType is not (DType.String or DType.Bool)).DistinctBy(k => k.DType))
        {
            var column = kind.Make();
            var bytes = column.Data.Buffers[1].Span[..(64 * kind.DType.Width())];
            Same(Came(tf, kind.DType, TensorValue.OfBytes(kind.DType, bytes, new(64))), [.. ArrowCompare.Of(column)]);
        }

        Same(Came(tf, DType.Bool, TensorValue.Of([true, false])), true, false);
        Same(Came(tf, DType.String, TensorValue.Strings(["", "a text that is longer than twenty-two bytes", "ä"])), ""u8.ToArray(), "a text that is longer than twenty-two bytes"u8.ToArray(), "ä"u8.ToArray());
    }

    [Theory, EveryRuntime]
    public void A_text_is_joined_to_every_row(Runtime tf)
    {
        using var graph = Graph.Load(
            new GraphBuilder().Placeholder("x", DType.String).Placeholder("s", DType.String).Node("y", "StringJoin", ["x", "s"], ("N", new() { I = 2 })).Bytes, tf.Open());
        var suffix = TensorValue.Scalar(" and more than fits into a header");
        Same(MapRows(graph, Given(("s", suffix)), ("x", new StringArray.Builder().Append("a").Append("b").Build())).Cells,
            "a and more than fits into a header"u8.ToArray(), "b and more than fits into a header"u8.ToArray());
    }

    [Theory, EveryRuntime]
    public void It_takes_the_place_of_a_default(Runtime tf)
    {
        using var graph = Run.SingleRunTests.WithDefault(tf);
        using var batch = Columns.Tables.Run(graph, Given(("x", TensorValue.Of([9]))), ("k", Doubles(1)));
        Assert.Equal(9, ((Int32Array)batch.Column("y")).Values[0]);
    }

    [Theory, EveryRuntime]
    public void Either_reduce_takes_one_for_partial_results_too(Runtime tf)
    {
        using var blocks = Graph.Load(
            new GraphBuilder().Placeholder("x_input", DType.Float64, -1).Placeholder("floor", DType.Float64).Int32("axis", 0)
                .Node("m", "Max", ["x_input", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32))).Node("x", "Maximum", ["m", "floor"], GraphBuilder.T(DType.Float64)).Bytes,
            tf.Open());
        using var rows = Graph.Load(
            new GraphBuilder().Placeholder("x_1", DType.Float64).Placeholder("x_2", DType.Float64).Placeholder("floor", DType.Float64)
                .Node("m", "Maximum", ["x_1", "x_2"], GraphBuilder.T(DType.Float64)).Node("x", "Maximum", ["m", "floor"], GraphBuilder.T(DType.Float64)).Bytes, tf.Open());
        var frame = ReduceGraphs.Cut(Doubles(1, 2, 3, 4, 5), 2, 2);
        foreach (var floor in new[] { 0.0, 7.5 })
        {
            var options = new ReduceOptions { Fetches = ["x"], Constants = new Dictionary<string, TensorValue> { ["floor"] = TensorValue.Scalar(floor) } };
            Assert.Equal(Math.Max(5, floor), frame.ReduceBlocks(blocks, options, cancellationToken: Now).Only());
            Assert.Equal(Math.Max(5, floor), frame.ReduceRows(rows, options, cancellationToken: Now).Only());
        }
    }

    [Theory, EveryRuntime]
    public void An_aggregate_takes_one_for_every_group(Runtime tf)
    {
        using var graph = Graph.Load(
            new GraphBuilder().Placeholder("x_input", DType.Float64, -1).Placeholder("floor", DType.Float64).Int32("axis", 0)
                .Node("m", "Max", ["x_input", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32))).Node("x", "Maximum", ["m", "floor"], GraphBuilder.T(DType.Float64)).Bytes,
            tf.Open());
        var frame = Columns.Tables.Frame(("k", new Int32Array.Builder().AppendRange([1, 2, 1, 2, 3]).Build()), ("x", Doubles(1, 2, 3, 9, 4)));
        var options = new AggregateOptions { Fetches = ["x"], Constants = new Dictionary<string, TensorValue> { ["floor"] = TensorValue.Scalar(5.0) } };
        using var batch = frame.GroupBy("k").Aggregate(graph, options).ToBatches(cancellationToken: Now).Single();

        // One row is its own result.
        Assert.Equal(["1: 5", "2: 9", "3: 4"], Enumerable.Range(0, 3).Select(i => $"{((Int32Array)batch.Column("k")).Values[i]}: {((DoubleArray)batch.Column("x")).Values[i]}").Order());
    }

    [Theory, EveryRuntime]
    public void What_does_not_fit_is_told_before_anything_runs(Runtime tf)
    {
        using var graph = Scaled(tf, [-1], []);
        var runs = graph.Runtime.Counters.Runs;
        Refused(graph, Given(("s", TensorValue.Scalar(1f))), "A tensor float32 [] cannot feed placeholder 's' (float64 []). Fix: a tensor of that dtype and shape");
        Refused(graph, Given(("s", TensorValue.Of([1.0, 2.0]))), "A tensor float64 [2] cannot feed placeholder 's' (float64 [])");
        Refused(graph, Given(("t", TensorValue.Scalar(1.0))), "'t'");
        Refused(graph, Given(("s", TensorValue.Scalar(1.0)), ("x", TensorValue.Of([1.0]))) with { Feeds = new Dictionary<string, string> { ["x"] = "x" } }, "Placeholder 'x' is a constant (Constants, --const) and fed from column 'x'. Fix: one of the two");
        Refused(graph, Given(("s", TensorValue.Scalar(1.0))) with { Nulls = new Dictionary<string, NullPolicy> { ["s"] = NullPolicy.Fill(1) } }, "and given a null policy");
        Refused(graph, Given(("s", TensorValue.Scalar(1.0))) with { DefaultNulls = NullPolicy.Mask("s") }, "and a mask of nulls");
        Refused(graph, new MapOptions { Fetches = ["y"] }, "Placeholder 's' (float64 []) has no column. The table has: x. Fix: feed it from one of these (Feeds, --feed s=COLUMN), or give it a value (Constants, --const s=VALUE).");
        Assert.Equal(runs, graph.Runtime.Counters.Runs);
    }

    [Theory, EveryRuntime]
    public void A_reduce_leaves_its_own_placeholders_to_the_rows(Runtime tf)
    {
        using var graph = ReduceGraphs.SumBlocks(tf);
        var options = new ReduceOptions { Constants = new Dictionary<string, TensorValue> { ["x_input"] = TensorValue.Of([1.0]) } };
        var error = Assert.Throws<PlanException>(() => Columns.Tables.Frame(("x", Doubles(1))).ReduceBlocks(graph, options, cancellationToken: Now));
        Assert.Contains("Placeholder 'x_input' is a constant (Constants, --const), but ReduceBlocks reduces", error.Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void A_copy_of_it_is_told_where_copies_are_forbidden(Runtime tf)
    {
        using var graph = Graph.Load(
            new GraphBuilder().Placeholder("x", DType.Float64, -1).Placeholder("s", DType.Float64, -1).Node("y", "Add", ["x", "s"], GraphBuilder.T(DType.Float64)).Bytes, tf.Open());
        var memory = GC.AllocateArray<double>(4, pinned: true);
        var at = Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0) % 64 == 0 ? 1 : 0;
        var odd = TensorValue.Borrow(memory.AsMemory(at, 2));
        var error = Assert.Throws<BlockException>(() => Columns.Tables.Run(graph, Given(("s", odd)) with { NoCopy = true }, ("x", Doubles(1, 2))));
        Assert.Equal("s", error.Tensor);
        Assert.Contains("A tensor float64 [2] cannot feed placeholder 's' (float64 [?]) as it is", error.Message, StringComparison.Ordinal);
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private static object?[] Came(Runtime tf, DType dtype, TensorValue value)
    {
        using var graph = Columns.Identity.Graph(tf, dtype, TensorShape.Unknown);
        var options = Given(("x", value)) with { Shapes = Shape("y", -1) };
        var (cells, _) = MapRows(graph, options, ("k", Doubles(1, 2)));
        Assert.Equal(2, cells.Length);
        Same([cells[0]], cells[1]);
        return [.. (List<object?>)cells[0]!];
    }

    // y = x * s.
    private static Graph Scaled(Runtime tf, long[] x, long[] s) => Graph.Load(
        new GraphBuilder().Placeholder("x", DType.Float64, x).Placeholder("s", DType.Float64, s).Node("y", "Mul", ["x", "s"], GraphBuilder.T(DType.Float64)).Bytes, tf.Open());

    private static MapOptions Given(params (string Name, TensorValue Value)[] constants) =>
        new() { Fetches = ["y"], Constants = constants.ToDictionary(c => c.Name, c => c.Value, StringComparer.Ordinal) };

    private static Dictionary<string, TensorShape> Shape(string name, params long[] cell) => new() { [name] = new(cell) };

    private static void Refused(Graph graph, MapOptions options, string words) =>
        Assert.Contains(words, Assert.Throws<PlanException>(() => Columns.Tables.Frame(("x", Doubles(1))).MapBlocks(graph, options)).Message, StringComparison.Ordinal);
}
