using Apache.Arrow;
using CsCheck;
using TensorFrames.Graphs.Stacking;
using TensorFrames.Tests.Graphs;
using Xunit;
using static TensorFrames.Tests.Verbs.RowTables;

namespace TensorFrames.Tests.Verbs;

/// <summary>Rows run together give what rows run one by one give, or they are run one by one.</summary>
public sealed class StackingTests
{
    private static readonly string[] s_unary = ["Neg", "Abs", "Square", "Sign", "Floor", "Tanh", "Exp", "Sigmoid", "Relu", "Identity", "ZerosLike"];
    private static readonly string[] s_binary = ["Add", "AddV2", "Sub", "Mul", "Maximum", "Minimum", "SquaredDifference", "RealDiv"];

    [Theory, EveryRuntime]
    public void Rows_of_element_wise_ops_are_one_run_and_counted(Runtime tf)
    {
        using var graph = Binary(tf, "Add", [], []);
        var runs = graph.Runtime.Counters.Runs;
        var (cells, report) = MapRows(graph, new MapOptions { NoCopy = true }, ("a", Aligned(1, 2, 3)), ("b", Aligned(10, 20, 30)));
        Same(cells, 11.0, 22.0, 33.0);
        Assert.Equal((1, 2), (graph.Runtime.Counters.Runs - runs, report.SavedRuns));
        Assert.Equal((2 * 24, 0), (report.BorrowedBytes, report.CopiedBytes));
    }

    [Theory, EveryRuntime]
    public void Whatever_is_not_in_the_table_runs_row_by_row(Runtime tf)
    {
        using var sum = SumOfAxis0(tf, 2);
        Assert.Equal(0, MapRows(sum, new MapOptions(), ("x", Lists([1, 2], [3, 4]))).Report.SavedRuns);
        foreach (var op in new[] { "Sum", "Softmax", "MatMul", "Reshape", "Shape", "Size", "Rank", "Cumsum", "ReverseV2", "ConcatV2", "RandomUniform", "BiasAdd", "PlaceholderWithDefault", "Where" })
        {
            Assert.DoesNotContain(op, ElementWiseOps.All);
        }
    }

    [Theory, EveryRuntime]
    public void Cells_that_broadcast_against_each_other_keep_their_own_axes(Runtime tf)
    {
        // A scalar and a vector: with a leading dimension, [2] and [2,2] would be aligned at the wrong end.
        using var graph = Binary(tf, "Add", [], [-1]);
        var (cells, report) = MapRows(graph, new MapOptions(), ("a", Doubles(1, 2)), ("b", Lists([10, 20], [30, 40])));
        Same(cells, Cell(11.0, 21.0), Cell(32.0, 42.0));
        Assert.Equal(0, report.SavedRuns);
    }

    [Theory, EveryRuntime]
    public void A_constant_of_higher_rank_than_the_cell_is_met_row_by_row(Runtime tf)
    {
        using var vector = WithConstant(tf, [], 2);
        var (cells, report) = MapRows(vector, new MapOptions(), ("x", Doubles(1, 2)));
        Same(cells, Cell(101.0, 201.0), Cell(102.0, 202.0));
        Assert.Equal(0, report.SavedRuns);
        using var same = WithConstant(tf, [-1], 2);
        (cells, report) = MapRows(same, new MapOptions(), ("x", Lists([1, 2], [3, 4])));
        Same(cells, Cell(101.0, 202.0), Cell(103.0, 204.0));
        Assert.Equal(1, report.SavedRuns);
    }

    [Theory, EveryRuntime]
    public void Blocks_of_ragged_cells_run_row_by_row_beside_stacked_ones(Runtime tf)
    {
        using var graph = Unary(tf, "Neg", -1);
        Assert.Equal(0, MapRows(graph, new MapOptions(), ("x", Lists([1], [2, 3]))).Report.SavedRuns);
        Assert.Equal(1, MapRows(graph, new MapOptions(), ("x", Lists([1, 4], [2, 3]))).Report.SavedRuns);
    }

    [Theory, EveryRuntime]
    public void A_graph_whose_file_is_gone_runs_row_by_row(Runtime tf)
    {
        using var folder = new Files.Folder();
        File.WriteAllBytes(folder["g.pb"], new GraphBuilder().Placeholder("x", DType.Float64).Node("y", "Neg", ["x"], GraphBuilder.T(DType.Float64)).Bytes);
        using var graph = Graph.Load(folder["g.pb"], tf.Open());
        File.Delete(folder["g.pb"]);
        var (cells, report) = MapRows(graph, new MapOptions(), ("x", Doubles(1, 2)));
        Same(cells, -1.0, -2.0);
        Assert.Equal(0, report.SavedRuns);
    }

    // Graphs of a few ops from the table over cells of rank 0 to 2, their sizes equal or not.
    [Theory, EveryRuntime]
    public void Stacked_and_looped_rows_agree(Runtime tf)
    {
        long saved = 0;
        Gen.Select(Gen.Int[0, 2], Gen.Int[1, 7], Gen.Bool, Gen.Int[1, 4].Array[1, 5], Gen.Int).Sample(
            (rank, rows, ragged, ops, seed) =>
            {
                var random = new Random(seed);
                using var graph = Chain(tf, rank, ops, random);
                var (a, b) = (Column(rank, rows, ragged, new Random(seed)), Column(rank, rows, ragged, new Random(seed)));
                var stacked = MapRows(graph, new MapOptions { Fetches = ["y"] }, ("a", a), ("b", b));
                var looped = MapRows(graph, new MapOptions { Fetches = ["y"], EachRow = true }, ("a", a), ("b", b));
                saved += stacked.Report.SavedRuns;
                return looped.Report.SavedRuns == 0 && ArrowCompare.Same(looped.Cells.ToList(), stacked.Cells.ToList(), 1e-12, 1e-12);
            },
            iter: 60,
            threads: 1);
        Assert.NotEqual(0, saved);
    }

    private static Graph Chain(Runtime tf, int rank, int[] ops, Random random)
    {
        var cell = Enumerable.Repeat(-1L, rank).ToArray();
        var builder = new GraphBuilder().Placeholder("a", DType.Float64, cell).Placeholder("b", DType.Float64, cell)
            .Node("half", "Const", [], ("dtype", GraphBuilder.Type(DType.Float64)), ("value", GraphBuilder.Tensor(DType.Float64, BitConverter.GetBytes(0.5))))
            .Node("start", "Sub", ["a", "b"], GraphBuilder.T(DType.Float64));
        var last = "start";
        for (var i = 0; i < ops.Length; i++)
        {
            var name = i == ops.Length - 1 ? "y" : "n" + i;
            if (ops[i] == 1)
            {
                builder.Node(name, s_unary[random.Next(s_unary.Length)], [last], GraphBuilder.T(DType.Float64));
            }
            else
            {
                string[] others = ["a", "b", "half", last];
                builder.Node(name, s_binary[random.Next(s_binary.Length)], [last, others[ops[i] - 1]], GraphBuilder.T(DType.Float64));
            }

            last = name;
        }

        return Graph.Load(builder.Bytes, tf.Open());
    }

    private static IArrowArray Column(int rank, int rows, bool ragged, Random random)
    {
        double[] Line(int length) => [.. Enumerable.Range(0, length).Select(_ => Math.Round((random.NextDouble() * 4) - 2, 3))];
        int Size() => ragged ? random.Next(4) : 3;
        return rank switch
        {
            0 => Doubles(Line(rows)),
            1 => Lists([.. Enumerable.Range(0, rows).Select(_ => Line(Size()))]),
            _ => Matrices([.. Enumerable.Range(0, rows).Select(_ => (Lines: Size(), Width: Size())).Select(s => Enumerable.Range(0, s.Lines).Select(_ => Line(s.Width)).ToArray())]),
        };
    }

    private static DoubleArray Aligned(params double[] values) => new(TensorFrames.Tables.NativeColumns.Values<double>(values, Apache.Arrow.Types.DoubleType.Default));

    // y = x + [100, 200].
    private static Graph WithConstant(Runtime tf, long[] cell, int size) => Graph.Load(
        new GraphBuilder().Placeholder("x", DType.Float64, cell)
            .Node("c", "Const", [], ("dtype", GraphBuilder.Type(DType.Float64)), ("value", GraphBuilder.Tensor(DType.Float64, System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>([100.0, 200.0]), size)))
            .Node("y", "Add", ["x", "c"], GraphBuilder.T(DType.Float64)).Bytes,
        tf.Open());
}
