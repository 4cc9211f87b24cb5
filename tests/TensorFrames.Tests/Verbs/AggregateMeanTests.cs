using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;
using TensorFrames.Aggregation;
using TensorFrames.Columns;
using TensorFrames.Columns.Out;
using TensorFrames.Run;
using TensorFrames.Tests.Columns;
using TensorFrames.Tests.Graphs;
using TensorFrames.Verbs;
using Xunit;
using static TensorFrames.Tests.Verbs.Grouped;
using static TensorFrames.Tests.Verbs.ReduceGraphs;

namespace TensorFrames.Tests.Verbs;

/// <summary>A fetch that is a Mean over axis 0: in pieces its sums and counts are aggregated, so that it is the mean of the group and no mean of means.</summary>
public sealed class AggregateMeanTests
{
    private static readonly DType[] s_dtypes =
        [DType.Float16, DType.BFloat16, DType.Float32, DType.Float64, DType.Int8, DType.Int16, DType.Int32, DType.Int64, DType.UInt8, DType.UInt16, DType.UInt32, DType.UInt64];

    private static readonly Gen<Case> s_any = Gen.Select(
        Gen.Int[1, 90].SelectMany(n => Gen.Long.Array[n]), Gen.Int[1, 12], Gen.Int[0, 90].Array[0, 6], Gen.Int[1, 4], Gen.Int[1, 3], Gen.Int[0, 3].Select(i => new[] { 1L << 30, 1, 500, 5_000 }[i]), Gen.Int[0, 99], Gen.Int[0, 99],
        (seeds, spread, cuts, partitions, threads, limit, dtype, cell) => new Case(seeds, spread, cuts, partitions, threads, limit, dtype, cell));

    [Theory, EveryRuntime]
    public void Any_batching_threads_and_memory_give_the_mean_of_one_run_over_the_group(Runtime tf)
    {
        using var graphs = new Graphs(tf);
        s_any.Sample(
            c =>
            {
                var graph = graphs.Of(c);
                var whole = new AggregateOptions { Fetches = ["x", "n", "m"], EachGroup = true };
                var expected = c.Frame(graphs, 1).GroupBy("k").Aggregate(graph, whole).Rows(new EngineOptions { Parallelism = 1 }).ByKeys();
                var engine = new EngineOptions { BlockRows = 13, Parallelism = c.Threads };
                return new[] { true, false }.All(each =>
                    c.IsSame(expected, c.Frame(graphs, c.Partitions, c.Cuts).GroupBy("k").Aggregate(graph, whole with { EachGroup = each, MemoryLimit = c.Limit }).Rows(engine).ByKeys()));
            },
            iter: FullRun.Asked ? 150 : 75,
            threads: 1);
    }

    [Theory, EveryRuntime]
    public void Partial_results_aggregated_again_give_it_too(Runtime tf)
    {
        using var graphs = new Graphs(tf);
        s_any.Sample(
            c =>
            {
                var graph = graphs.Of(c);
                var options = new AggregateOptions { Fetches = ["x", "n", "m"], EachGroup = true };
                var expected = c.Frame(graphs, 1).GroupBy("k").Aggregate(graph, options).Rows(new EngineOptions { Parallelism = 1 }).ByKeys();
                var plan = AggregatePlanner.Plan(graph, c.Frame(graphs, 1).Schema!, ["k"], options with { EachGroup = false, MemoryLimit = c.Limit });
                using var last = new BatchAggregator(graph, plan, ofPartials: true);
                foreach (var batch in c.Frame(graphs, 1, c.Cuts).ToBatches())
                {
                    using var first = new BatchAggregator(graph, plan, ofPartials: false);
                    first.Add(batch, new BlockPosition("table", 0, 0), default);
                    foreach (var partial in first.Finish(partial: true, default))
                    {
                        using (partial)
                        {
                            Assert.Equal(["k", "m", "n", "x", "x_rows"], partial.Schema.FieldsList.Select(f => f.Name));
                            last.Add(partial, new BlockPosition("partials", 0, 0), default);
                        }
                    }
                }

                return c.IsSame(expected, last.Finish(partial: false, default).SelectMany(PlainRows).ByKeys());
            },
            iter: FullRun.Asked ? 80 : 40,
            threads: 1);
    }

    [Theory, EveryRuntime]
    public void It_is_exact_where_a_mean_of_means_is_not(Runtime tf)
    {
        using var graph = new GraphBuilder().Blocks("x", "Mean", DType.Float64).Load(tf);
        var rows = Enumerable.Range(0, 3_000).ToList();
        var frame = Grouped.Cut([("k", Ints([.. rows.Select(i => i % 10 == 0 ? 1 : 0)])), ("x", Doubles(rows.Select(i => i < 1_000 ? 1.0 : 4.0)))], 3, 1_000).GroupBy("k");
        foreach (var threads in new[] { 1, 3 })
        {
            var means = frame.Aggregate(graph, new AggregateOptions { Fetches = ["x"], MemoryLimit = 10_000 });
            Assert.All(means.Rows(new EngineOptions { Parallelism = threads }), r => Assert.Equal(3.0, r[1]));
            Assert.True(means.Counts().Compactions > 0);
        }
    }

    [Theory, EveryRuntime]
    public void Many_groups_are_spilled_as_sums_and_counts(Runtime tf)
    {
        using var graph = new GraphBuilder().Blocks("x", "Mean", DType.Float32).Load(tf);
        var rows = Enumerable.Range(0, 20_000).ToList();
        var values = new FloatArray.Builder().AppendRange(rows.Select(i => (float)(i / 5_000))).Build();
        var frame = Grouped.Cut([("k", Ints([.. rows.Select(i => i % 5_000)])), ("x", values)], 1, 3_000, 9_000).GroupBy("k").Aggregate(graph, new AggregateOptions { Fetches = ["x"], MemoryLimit = 50_000 });
        Assert.All(frame.Rows(), r => Assert.Equal(1.5, r[1]));
        Assert.True(frame.Counts().SpilledBytes > 0);
    }

    [Theory, EveryRuntime]
    public void Small_values_count_as_large_as_their_sums_are(Runtime tf)
    {
        using var graph = new GraphBuilder().Blocks("x", "Mean", DType.Int8, 512).Load(tf);
        const int Rows = 8_000, Limit = 2 << 20;
        var cells = new FixedSizeListArray(
            new FixedSizeListType(Int8Type.Default, 512), Rows, new Int8Array.Builder().AppendRange(Enumerable.Range(0, Rows * 512).Select(i => (sbyte)(i % 3))).Build(), ArrowBuffer.Empty);
        var frame = Grouped.Cut([("k", Ints([.. Enumerable.Range(0, Rows).Select(i => i % 6_000)])), ("x", cells)], 1, [.. Enumerable.Range(1, 79).Select(i => i * 100)])
            .GroupBy("k").Aggregate(graph, new AggregateOptions { Fetches = ["x"], MemoryLimit = Limit });
        Assert.Equal(6_000, frame.Rows(new EngineOptions { Parallelism = 1 }).Count);
        Assert.InRange(frame.Counts().PeakBytes, 1, 2 * Limit);
    }

    [Theory, EveryRuntime]
    public void A_mean_whose_placeholder_another_fetch_reads_is_refused(Runtime tf)
    {
        var graph = new GraphBuilder().Blocks("x", "Mean", DType.Float64).Blocks("y", "Max", DType.Float64);
        graph.Def.Node[^1].Name = "most";
        using var both = graph.Node("y", "Add", ["most", "x"], GraphBuilder.T(DType.Float64)).Load(tf);
        var frame = Grouped.Cut([("k", Ints(1, 1)), ("x", Doubles(1, 2)), ("y", Doubles(1, 2))], 1).GroupBy("k");
        var error = Assert.Throws<PlanException>(() => frame.Aggregate(both, "x", "y"));
        Assert.Contains("Fetch 'y' reads placeholder 'x_input', of which fetch 'x' is the Mean", error.Message, StringComparison.Ordinal);
    }

    [Theory, EveryRuntime]
    public void Names_that_stand_in_the_way_are_gone_round(Runtime tf)
    {
        using var graph = new GraphBuilder().Blocks("x", "Mean", DType.Float64).Blocks("x_rows_", "Max", DType.Float64).Int32("tensorframes/x/sum", 7).Load(tf);
        var frame = Grouped.Cut([("x_rows", Ints(1, 1, 1, 2)), ("x", Doubles(1, 2, 6, 5)), ("x_rows_", Doubles(1, 2, 3, 4))], 1, 1, 2).GroupBy("x_rows")
            .Aggregate(graph, new AggregateOptions { Fetches = ["x", "x_rows_"], MemoryLimit = 1 });
        Assert.Equal("[1, 3, 3]; [2, 5, 4]", frame.Rows().OrderBy(r => r[0]).Text());
    }

    [Theory, EveryRuntime]
    public void Other_fetches_keep_their_constants(Runtime tf)
    {
        var graph = new GraphBuilder().Blocks("x", "Mean", DType.Float64).Blocks("y", "Max", DType.Float64).Placeholder("least", DType.Float64);
        graph.Def.Node.Single(n => n.Name == "y").Name = "most";
        using var loaded = graph.Node("y", "Maximum", ["most", "least"], GraphBuilder.T(DType.Float64)).Load(tf);
        var options = new AggregateOptions { Fetches = ["x", "y"], MemoryLimit = 1, Constants = new Dictionary<string, TensorValue> { ["least"] = TensorValue.Scalar(5.0) } };
        var frame = Grouped.Cut([("k", Ints(1, 2, 1, 2)), ("x", Doubles(1, 2, 5, 8)), ("y", Doubles(1, 7, 3, 4))], 1, 1, 2, 3).GroupBy("k").Aggregate(loaded, options);
        Assert.Equal("[1, 3, 5]; [2, 5, 7]", frame.Rows().OrderBy(r => r[0]).Text());
    }

    [Theory, EveryRuntime]
    public void A_mean_of_anything_else_stays_the_users_graph(Runtime tf)
    {
        var squared = new GraphBuilder().Blocks("x", "Mean", DType.Float64);
        squared.Def.Node.Insert(1, GraphBuilder.Make("square", "Square", ["x_input"], GraphBuilder.T(DType.Float64)));
        squared.Def.Node[^1].Input[0] = "square";
        using var graph = squared.Load(tf);
        Assert.Empty(AggregatePlanner.Plan(graph, Columns.Tables.Frame(("k", Ints(1)), ("x", Doubles(1))).Schema!, ["k"], new AggregateOptions { Fetches = ["x"] }).Between.Means);
    }

    private static IEnumerable<List<object?>> PlainRows(RecordBatch batch)
    {
        using (batch)
        {
            var columns = Enumerable.Range(0, batch.ColumnCount).Select(i => ArrowCompare.Of(batch.Column(i))).ToList();
            return [.. Enumerable.Range(0, batch.Length).Select(row => columns.Select(c => c[row]).ToList())];
        }
    }

    /// <summary>The graph x = Mean, n = Sum, m = Min for every dtype that the runtime has a Mean of, and some cells.</summary>
    private sealed class Graphs : IDisposable
    {
        private readonly Dictionary<(DType, int), Graph> _graphs = [];
        private readonly long[][] _cells = [[], [3], [2, 1], [0]];

        internal Graphs(Runtime tf)
        {
            foreach (var dtype in s_dtypes)
            {
                for (var cell = 0; cell < _cells.Length; cell++)
                {
                    _graphs.Add((dtype, cell), new GraphBuilder().Blocks("x", "Mean", dtype, _cells[cell]).Blocks("n", "Sum", DType.Int64).Blocks("m", "Min", DType.Float64).Load(tf));
                }
            }
        }

        internal Graph Of(Case c) => _graphs[(DTypeOf(c), c.Cell % _cells.Length)];

        internal static DType DTypeOf(Case c) => s_dtypes[c.DType % s_dtypes.Length];

        internal long[] CellOf(Case c) => _cells[c.Cell % _cells.Length];

        public void Dispose() => _graphs.Values.ToList().ForEach(g => g.Dispose());
    }

    private sealed record Case(long[] Seeds, int Spread, int[] Cuts, int Partitions, int Threads, long Limit, int DType, int Cell)
    {
        internal Frame Frame(Graphs graphs, int partitions, params int[] cuts)
        {
            var numbers = Seeds.Select((_, at) => at % Spread == 1 ? null : (long?)(at * 7919L % Spread)).ToList();
            return Grouped.Cut([("k", Longs(numbers)), ("x", Column(Graphs.DTypeOf(this), graphs.CellOf(this))), ("n", Longs(Seeds.Select(s => (long?)(s % 100)))), ("m", Doubles(Seeds.Select(s => s % 64 / 4.0)))], partitions, cuts);
        }

        // Integers to the last bit; floats to what the rounding of a quotient may lose.
        internal bool IsSame(Dictionary<string, List<object?>> expected, Dictionary<string, List<object?>> actual)
        {
            var dtype = Graphs.DTypeOf(this);
            var tolerance = dtype switch { TensorFrames.DType.Float64 => 1e-12, TensorFrames.DType.Float32 => 1e-5, TensorFrames.DType.Float16 => 1e-3, TensorFrames.DType.BFloat16 => 1e-2, _ => 0 };
            return expected.Count == actual.Count && expected.All(e => ArrowCompare.Same(Plain(e.Value, dtype), Plain(actual[e.Key], dtype), tolerance, tolerance));
        }

        private static List<object?> Plain(List<object?> row, DType dtype) => dtype != TensorFrames.DType.BFloat16 ? row : [.. row.SkipLast(1), Valued(row[^1])];

        private static object? Valued(object? bits) => bits is List<object?> cell ? cell.Select(Valued).ToList() : (double)BFloat16.ToSingle((ushort)(decimal)bits!);

        private IArrowArray Column(DType dtype, long[] cell)
        {
            var each = (int)new TensorShape(cell).Count;
            var width = dtype.Width();
            var bytes = new byte[Seeds.Length * each * width];
            for (var i = 0; i < Seeds.Length * each; i++)
            {
                var seed = Seeds[i / each] + (i % each * 1_234_567_891_011);
                // Sums of these are exact in any dtype, however it adds.
                var value = width == 2 ? seed % 3 : seed % 64 / 4.0;
                (dtype switch
                {
                    TensorFrames.DType.Float64 => BitConverter.GetBytes(value),
                    TensorFrames.DType.Float32 => BitConverter.GetBytes((float)value),
                    TensorFrames.DType.Float16 => BitConverter.GetBytes((Half)value),
                    TensorFrames.DType.BFloat16 => BitConverter.GetBytes(BFloat16.Of((float)value)),
                    _ => BitConverter.GetBytes(seed)[..width],
                }).CopyTo(bytes, i * width);
            }

            IArrowArray column = ArrowArrayFactory.BuildArray(new ArrayData(ArrowTypes.Of(dtype, binary: false), Seeds.Length * each, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(bytes)]));
            foreach (var size in cell.Reverse())
            {
                column = size == 0 ? ColumnKind.List(column, 0, Seeds.Length) : ColumnKind.FixedList(column, (int)size, column.Length / (int)size);
            }

            return column;
        }
    }
}
