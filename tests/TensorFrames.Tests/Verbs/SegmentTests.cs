using Apache.Arrow;
using CsCheck;
using TensorFrames.Graphs.Segments;
using TensorFrames.Tables;
using TensorFrames.Tests.Columns;
using TensorFrames.Tests.Graphs;
using Xunit;
using static TensorFrames.Tests.Verbs.Grouped;
using static TensorFrames.Tests.Verbs.ReduceGraphs;

namespace TensorFrames.Tests.Verbs;

/// <summary>Which graphs are recognised as segment reductions, and that all groups at once give what each by itself gives.</summary>
public sealed class SegmentTests
{
    private static readonly double[] s_odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0];

    [Theory, EveryRuntime]
    public void Every_recognised_reduction_is_the_generic_one_for_any_cells(Runtime tf)
    {
        var graphs = SegmentOps.All.SelectMany(rule => new long[][] { [], [2], [2, 1], [0] }.Select(cell => (rule.Op, rule.DType, Cell: cell, Graph: new GraphBuilder().Blocks("x", rule.Op, rule.DType, cell).Load(tf)))).ToList();
        Gen.Select(Gen.Int[1, 60].SelectMany(n => Gen.Int[-9, 9].Array[n]), Gen.Int[1, 12], Gen.Int[0, graphs.Count - 1], Gen.Int[0, 7]).Sample(
            (values, spread, which, odd) =>
            {
                var (op, dtype, cell, graph) = graphs[which];
                var column = Column(dtype, values, odd, cell);
                var keys = Longs(Enumerable.Range(0, column.Length).Select(i => (long?)(i % spread)));
                List<List<object?>> Of(bool each, out long runs)
                {
                    var frame = Columns.Tables.Frame(("k", keys), ("x", column)).GroupBy("k").Aggregate(graph, new AggregateOptions { Fetches = ["x"], EachGroup = each });
                    var rows = frame.Rows(new EngineOptions { Parallelism = 1 });
                    runs = frame.Counts().Runs;
                    return rows;
                }

                Assert.NotNull(graph.Reductions(["x_input"], ["x"]));
                var same = Grouped.Same(Of(true, out _), Of(false, out var runs), 1e-5);
                Assert.InRange(runs, 1, spread);
                return same;
            },
            iter: 600,
            threads: 1);
        graphs.ForEach(g => g.Graph.Dispose());
    }

    [Theory, EveryRuntime]
    public void One_run_does_for_all_groups_of_a_part(Runtime tf)
    {
        using var graph = new GraphBuilder().Blocks("x", "Sum", DType.Float64).Blocks("y", "Mean", DType.Float32, 2).Blocks("z", "All", DType.Bool).Load(tf);
        var rows = Enumerable.Range(0, 40_000).ToList();
        var frame = Columns.Tables.Frame(
            ("k", Ints([.. rows.Select(i => i / 2)])), ("x", Doubles(rows.Select(i => (double)i))), ("y", ColumnKind.FixedList(ColumnKind.Floats(80_000), 2, 40_000)),
            ("z", new BooleanArray.Builder().AppendRange(rows.Select(i => i % 3 != 0)).Build())).GroupBy("k").Aggregate(graph, "x", "y", "z");
        Assert.All(frame.Rows(), r => Assert.Equal((4.0 * (int)(decimal)r[0]!) + 1, r[1]));
        Assert.Equal((20_000L, 64L), (frame.Counts().Groups, frame.Counts().Runs));
    }

    [Theory, EveryRuntime]
    public void A_group_of_infinities_alone_has_its_infinity(Runtime tf)
    {
        double[] highest = [double.NegativeInfinity, double.NegativeInfinity, 1], lowest = [double.PositiveInfinity, double.PositiveInfinity, 1];
        foreach (var (op, values) in new[] { ("Max", highest), ("Min", lowest) })
        {
            using var graph = new GraphBuilder().Blocks("x", op, DType.Float64).Blocks("y", op, DType.Float32).Load(tf);
            var rows = Columns.Tables.Frame(("k", Ints(0, 0, 1)), ("x", Doubles(values)), ("y", new FloatArray.Builder().AppendRange(values.Select(v => (float)v)).Build()))
                .GroupBy("k").Aggregate(graph, "x", "y").Rows().OrderBy(r => (decimal)r[0]!).ToList();
            Assert.Equal([values[0], values[0]], rows[0][1..]);
            Assert.Equal([1.0, 1.0], rows[1][1..]);
        }
    }

    [Theory, EveryRuntime]
    public void A_group_of_one_row_comes_through_bit_for_bit(Runtime tf)
    {
        double[] values = [-0.0, double.Epsilon, -double.Epsilon, BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0123), double.NegativeInfinity, 1e300];
        float[] singles = [-0f, float.Epsilon, -float.Epsilon, BitConverter.Int32BitsToSingle(0x7FC0_0123), float.PositiveInfinity, 1e30f];
        foreach (var op in new[] { "Sum", "Prod", "Mean", "Min", "Max" })
        {
            using var graph = new GraphBuilder().Blocks("x", op, DType.Float64).Blocks("y", op, DType.Float32).Load(tf);
            foreach (var limit in new[] { 1L << 30, 1 })
            {
                // A group of two rows, so that there is a run.
                var frame = Grouped.Cut([("k", Ints(0, 1, 2, 3, 4, 5, 6, 6)), ("x", Doubles([.. values, 1, 2])), ("y", new FloatArray.Builder().AppendRange([.. singles, 1, 2]).Build())], 1, 3)
                    .GroupBy("k").Aggregate(graph, new AggregateOptions { Fetches = ["x", "y"], MemoryLimit = limit });
                foreach (var batch in frame.ToBatches(cancellationToken: TestContext.Current.CancellationToken))
                {
                    using (batch)
                    {
                        var (k, x, y) = (batch.Values<int>("k").ToArray(), batch.Values<double>("x").ToArray(), batch.Values<float>("y").ToArray());
                        for (var i = 0; i < k.Length; i++)
                        {
                            Assert.True(k[i] == 6 || (Bits(x[i]) == Bits(values[k[i]]) && BitConverter.SingleToInt32Bits(y[i]) == BitConverter.SingleToInt32Bits(singles[k[i]])), $"{op} of {values[k[i] % 6]}: {x[i]}, {y[i]}");
                        }
                    }
                }
            }
        }

        static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
    }

    [Theory, EveryRuntime]
    public void A_long_sum_of_float32_is_as_exact_as_the_generic_one(Runtime tf)
    {
        using var graph = new GraphBuilder().Blocks("x", "Sum", DType.Float32).Load(tf);
        var values = new FloatArray.Builder().AppendRange(Enumerable.Repeat(0.1f, 3_000_000)).Build();
        var frame = Columns.Tables.Frame(("k", Ints(new int[3_000_000])), ("x", values)).GroupBy("k").Aggregate(graph, "x");
        Assert.InRange((double)frame.Rows().Single()[1]!, 299_999.9, 300_000.1);
    }

    [Theory, EveryRuntime]
    public void Identities_and_an_axis_from_the_end_are_seen_through(Runtime tf)
    {
        var plain = new GraphBuilder().Placeholder("x_input", DType.Float64, -1, 2).Int32("axis", -2).Node("i", "Identity", ["x_input"], GraphBuilder.T(DType.Float64))
            .Node("s", "Sum", ["i", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32))).Node("x", "Identity", ["s"], GraphBuilder.T(DType.Float64));
        Assert.True(IsRecognised(tf, plain));
        Assert.True(IsRecognised(tf, new GraphBuilder().Placeholder("x_input", DType.Int64, -1).Int64Scalar("axis", 0).Node("x", "Sum", ["x_input", "axis"], GraphBuilder.T(DType.Int64), ("Tidx", GraphBuilder.Type(DType.Int64)))));
    }

    [Theory, EveryRuntime]
    public void What_is_more_than_one_reduction_over_axis_0_is_not_recognised(Runtime tf)
    {
        Assert.False(IsRecognised(tf, new GraphBuilder().Blocks("x", "Sum", DType.Float16)));
        Assert.False(IsRecognised(tf, new GraphBuilder().Blocks("x", "Mean", DType.Int32)));
        Assert.False(IsRecognised(tf, Over([1], keep: false)));
        Assert.False(IsRecognised(tf, Over([0, 1], keep: false)));
        Assert.False(IsRecognised(tf, Over([0], keep: true)));
        var negated = new GraphBuilder().Blocks("x", "Sum", DType.Float64);
        negated.Def.Node[^1].Name = "s";
        Assert.False(IsRecognised(tf, negated.Node("x", "Neg", ["s"], GraphBuilder.T(DType.Float64))));
        var controlled = new GraphBuilder().Blocks("x", "Sum", DType.Float64);
        controlled.Def.Node[^1].Input.Add("^x_axis");
        Assert.False(IsRecognised(tf, controlled));
        Assert.False(IsRecognised(tf, new GraphBuilder().Blocks("y", "Sum", DType.Float64).Blocks("x", "Sum", DType.Float16), "x", "y"));
    }

    private static GraphBuilder Over(int[] axes, bool keep) => new GraphBuilder().Placeholder("x_input", DType.Float64, -1, 2).Int32("axis", axes)
        .Node("x", "Sum", ["x_input", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32)), ("keep_dims", new() { B = keep }));

    private static bool IsRecognised(Runtime tf, GraphBuilder builder, params string[] fetches)
    {
        using var graph = builder.Load(tf);
        string[] names = fetches.Length > 0 ? fetches : ["x"];
        return graph.Reductions([.. names.Select(n => n + "_input")], names) is not null;
    }

    private static IArrowArray Column(DType dtype, int[] values, int odd, long[] cell)
    {
        var each = (int)new TensorShape(cell).Count;
        var all = Enumerable.Range(0, values.Length * each).Select(i => values[i / each] + (i % each * 3)).ToArray();
        IArrowArray flat = dtype switch
        {
            DType.Bool => new BooleanArray.Builder().AppendRange(all.Select(v => v > 0)).Build(),
            DType.Int8 => new Int8Array.Builder().AppendRange(all.Select(v => (sbyte)v)).Build(),
            DType.Int16 => new Int16Array.Builder().AppendRange(all.Select(v => (short)v)).Build(),
            DType.Int32 => Ints(all),
            DType.Int64 => Longs(all.Select(v => (long?)v)),
            DType.UInt8 => new UInt8Array.Builder().AppendRange(all.Select(v => (byte)v)).Build(),
            DType.UInt16 => new UInt16Array.Builder().AppendRange(all.Select(v => (ushort)v)).Build(),
            DType.Float32 => new FloatArray.Builder().AppendRange(all.Select((v, i) => (float)Odd(v, i))).Build(),
            _ => Doubles(all.Select(Odd)),
        };
        var nested = flat;
        foreach (var size in cell.Reverse())
        {
            nested = size == 0 ? ColumnKind.List(nested, 0, values.Length) : ColumnKind.FixedList(nested, (int)size, nested.Length / (int)size);
        }

        return nested;

        double Odd(int value, int at) => odd < s_odd.Length && at % 7 == 3 ? s_odd[odd] : value / 4.0;
    }
}
