using Apache.Arrow;
using Apache.Arrow.Types;
using TensorFrames.Tests.Columns;
using TensorFrames.Tests.Engine;
using TensorFrames.Tests.Graphs;
using TensorFrames.Tests.Ipc;
using Xunit;
using static TensorFrames.Tests.Verbs.Grouped;
using static TensorFrames.Tests.Verbs.ReduceGraphs;

namespace TensorFrames.Tests.Verbs;

/// <summary>TensorFrames' rules of aggregate, keys of every type, and what the result is good for.</summary>
public sealed class AggregateRulesTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory, EveryRuntime]
    public void Keys_come_first_as_given_and_fetches_follow_by_name(Runtime tf)
    {
        using var graph = new GraphBuilder().Blocks("z", "Max", DType.Float64).Blocks("a", "Sum", DType.Float64).Load(tf);
        var frame = Columns.Tables.Frame(("z", Doubles(1)), ("k", Ints(7)), ("a", Doubles(2)), ("j", Texts("x")), ("other", new NullArray(1))).GroupBy("k", "j").Aggregate(graph, "z", "a");
        Assert.Equal(["k", "j", "a", "z"], frame.Schema!.FieldsList.Select(f => f.Name));
        Assert.Equal([ArrowTypeId.Int32, ArrowTypeId.String, ArrowTypeId.Double, ArrowTypeId.Double], frame.Schema.FieldsList.Select(f => f.DataType.TypeId));
        Assert.Equal($"[7, {Hex("x")}, 2, 1]", frame.Rows().Text());
    }

    [Theory, EveryRuntime]
    public void A_group_of_one_row_is_the_row_and_the_graph_is_not_run(Runtime tf)
    {
        using var graph = Doubled(tf);
        var runs = graph.Runtime.Counters.Runs;
        var frame = Columns.Tables.Frame(("k", Ints(1, 2, 3)), ("x", Doubles(10, 20, 30))).GroupBy("k").Aggregate(graph, "x");
        Assert.Equal([[10.0], [20.0], [30.0]], frame.Rows().OrderBy(r => r[0]).Select(r => r.Skip(1)));
        Assert.Equal((0L, runs), (frame.Counts().Runs, graph.Runtime.Counters.Runs));
    }

    [Theory, EveryRuntime]
    public void A_graph_that_is_not_recognised_is_run_once_a_group(Runtime tf)
    {
        using var graph = Doubled(tf);
        var runs = graph.Runtime.Counters.Runs;
        var frame = Columns.Tables.Frame(("k", Ints(1, 2, 1, 2, 3)), ("x", Doubles(1, 2, 3, 4, 5))).GroupBy("k").Aggregate(graph, "x");
        Assert.Equal("[1, 8]; [2, 12]; [3, 5]", frame.Rows().OrderBy(r => r[0]).Text());
        Assert.Equal((5L, 3L, 2L, 2L), (frame.Counts().Rows, frame.Counts().Groups, frame.Counts().Runs, graph.Runtime.Counters.Runs - runs));
    }

    [Theory, EveryRuntime]
    public void A_null_key_is_a_group_of_its_own(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        foreach (var keys in new[] { ["k"], new[] { "k", "j" } })
        {
            var frame = Grouped.Cut([("k", Longs(null, 0, null, 0)), ("j", Texts(null, "", null, "")), ("x", Doubles(1, 2, 3, 4))], 2, 1, 3).GroupBy(keys).Aggregate(graph, "x");
            var groups = frame.Rows().ByKeys(keys.Length);
            Assert.Equal(2, groups.Count);
            Assert.Equal([4.0], groups[keys.Length == 1 ? "null" : "null, null"]);
            Assert.Equal([6.0], groups[keys.Length == 1 ? "0" : "0, "]);
        }
    }

    [Theory, EveryRuntime]
    public void All_NaN_are_one_key_and_both_zeros(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        var odd = BitConverter.Int64BitsToDouble(unchecked((long)0xFFF8000000000123));
        foreach (var keys in new[] { ["k"], new[] { "k", "f" } })
        {
            var frame = Columns.Tables.Frame(
                ("k", Doubles(double.NaN, 0.0, odd, -0.0)), ("f", new FloatArray.Builder().Append(float.NaN).Append(-0f).Append(-float.NaN).Append(0f).Build()), ("x", Doubles(1, 2, 3, 4)));
            var rows = frame.GroupBy(keys).Aggregate(graph, "x").Rows();
            Assert.Equal([4.0, 6.0], rows.Select(r => r[^1]).Order());
            Assert.All(rows.SelectMany(r => r.SkipLast(1)), key => Assert.True(double.IsNaN((double)key!) || double.IsPositive((double)key)));
        }
    }

    [Theory, EveryRuntime]
    public void Keys_of_every_type_come_out_as_they_went_in(Runtime tf)
    {
        using var graph = new GraphBuilder().Blocks("n", "Sum", DType.Int64).Load(tf);
        foreach (var (type, values) in KeyTypes)
        {
            var data = new SampleData(3);
            var (key, second) = (ArrowArrayFactory.BuildArray(data.Make(type, 60)), ArrowArrayFactory.BuildArray(data.Make(Int8Type.Default, 60)));
            var schema = new Schema([new Field("k", type, true), new Field("j", Int8Type.Default, true), new Field("n", Int64Type.Default, false)], null);
            var batches = new[] { (0, 60), (20, 33), (7, 1) }.Select(at => new RecordBatch(
                schema, [ArrowArrayFactory.Slice(key, at.Item1, at.Item2), ArrowArrayFactory.Slice(second, at.Item1, at.Item2), Longs(Enumerable.Repeat<long?>(1, at.Item2))], at.Item2)).ToArray();
            foreach (var keys in new[] { ["k"], new[] { "j", "k" } })
            {
                var result = Frame.From(batches).GroupBy(keys).Aggregate(graph, "n");
                Assert.Equal(TensorFrames.Columns.ArrowTypeNames.Of(values), TensorFrames.Columns.ArrowTypeNames.Of(result.Schema!.GetFieldByName("k").DataType));
                var counts = batches.SelectMany(b => Enumerable.Range(0, b.Length).Select(i => string.Join(", ", keys.Select(k => ArrowCompare.Text(Canonical(ArrowCompare.Of(b.Column(k))[i]))))))
                    .GroupBy(k => k, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (object?)(decimal)g.Count());
                var groups = result.Rows().Select(r => r.Select(Canonical).ToList()).ByKeys(keys.Length).ToDictionary(g => g.Key, g => g.Value[0]);
                Assert.Equal(counts.OrderBy(g => g.Key, StringComparer.Ordinal), groups.OrderBy(g => g.Key, StringComparer.Ordinal));
            }
        }
    }

    [Theory, EveryRuntime]
    public void Groups_come_in_an_order_that_keys_alone_decide(Runtime tf)
    {
        using var graph = new GraphBuilder().Blocks("n", "Sum", DType.Int64).Load(tf);
        var forward = Enumerable.Range(0, 5_000).Select(i => (long?)(i % 977)).ToList();
        var orders = new List<string>();
        foreach (var (values, threads, limit) in new[] { (forward, 1, 1L << 30), (Enumerable.Reverse(forward).ToList(), 3, 1L << 30), (forward, 2, 20_000L) })
        {
            var frame = Grouped.Cut([("k", Longs(values)), ("n", Longs(values))], threads, 100, 1_000, 3_000).GroupBy("k").Aggregate(graph, new AggregateOptions { Fetches = ["n"], MemoryLimit = limit });
            orders.Add(frame.Rows(new EngineOptions { Parallelism = threads, BlockRows = 512 }).Text());
        }

        Assert.Single(orders.Distinct());
    }

    [Theory, EveryRuntime]
    public void A_few_groups_come_in_one_batch(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        var frame = Columns.Tables.Frame(("k", Ints([.. Enumerable.Range(0, 300)])), ("x", Doubles(Enumerable.Range(0, 300).Select(i => (double)i)))).GroupBy("k").Aggregate(graph, "x");
        Assert.Equal([300], frame.ToBatches(cancellationToken: Now).Select(b => Length(b)));
    }

    [Theory, EveryRuntime]
    public void A_table_without_rows_has_no_groups(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        var frame = Columns.Tables.Frame(("k", Ints()), ("x", Doubles())).GroupBy("k").Aggregate(graph, "x");
        Assert.Empty(frame.Rows());
        Assert.Equal(0, frame.Counts().Rows);
    }

    [Theory, EveryRuntime]
    public void Groups_are_aggregated_again(Runtime tf)
    {
        using var graph = SumBlocks(tf);
        var frame = Columns.Tables.Frame(("a", Ints(1, 1, 2, 2)), ("b", Ints(1, 2, 1, 2)), ("x", Doubles(1, 2, 3, 4)));
        var twice = frame.GroupBy("a", "b").Aggregate(graph, "x").GroupBy("a").Aggregate(graph, "x");
        Assert.Equal("[1, 3]; [2, 7]", twice.Rows().OrderBy(r => r[0]).Text());
        Assert.Equal(2, twice.Reports.Count);
    }

    [Theory, EveryRuntime]
    public async Task Results_come_asynchronously_and_can_be_stopped(Runtime tf)
    {
        using var graph = Doubled(tf);
        var frame = Grouped.Cut([("k", Ints([.. Enumerable.Range(0, 20_000).Select(i => i / 2)])), ("x", Doubles(Enumerable.Range(0, 20_000).Select(i => (double)i)))], 3, 1_000, 9_000).GroupBy("k").Aggregate(graph, "x");
        var rows = 0;
        await foreach (var batch in frame.ToBatchesAsync(new EngineOptions { Parallelism = 2 }, Now))
        {
            using (batch)
            {
                rows += batch.Length;
            }
        }

        Assert.Equal(10_000, rows);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Now);
        foreach (var threads in new[] { 1, 3 })
        {
            Assert.ThrowsAny<OperationCanceledException>(() =>
            {
                foreach (var batch in frame.ToBatches(new EngineOptions { Parallelism = threads, BlockRows = 256 }, stop.Token))
                {
                    batch.Dispose();
                    stop.Cancel();
                }
            });
            foreach (var batch in frame.ToBatches(new EngineOptions { Parallelism = threads }, Now))
            {
                batch.Dispose();
                break;
            }
        }

        Assert.Equal(0, frame.Counts().HeldBytes);
    }

    /// <summary>x = 2 · Σ x_input: no reduction that is recognised.</summary>
    private static Graph Doubled(Runtime tf)
    {
        var graph = new GraphBuilder().Blocks("x", "Sum", DType.Float64);
        graph.Def.Node[^1].Name = "sum";
        return graph.Node("x", "Add", ["sum", "sum"], GraphBuilder.T(DType.Float64)).Load(tf);
    }

    private static IEnumerable<(IArrowType Type, IArrowType Values)> KeyTypes =>
    [
        .. new IArrowType[]
        {
            BooleanType.Default, Int8Type.Default, Int16Type.Default, Int32Type.Default, Int64Type.Default, UInt8Type.Default, UInt16Type.Default, UInt32Type.Default, UInt64Type.Default,
            HalfFloatType.Default, FloatType.Default, DoubleType.Default, Date32Type.Default, Date64Type.Default, new Time32Type(TimeUnit.Second), new Time64Type(TimeUnit.Nanosecond),
            new TimestampType(TimeUnit.Microsecond, "UTC"), DurationType.Microsecond, new Decimal32Type(9, 2), new Decimal64Type(18, 2), new Decimal128Type(38, 2), new Decimal256Type(60, 2), new FixedSizeBinaryType(5),
            StringType.Default, BinaryType.Default, LargeStringType.Default, LargeBinaryType.Default, StringViewType.Default, BinaryViewType.Default,
        }.Select(type => (type, type)),
        (new DictionaryType(Int8Type.Default, StringType.Default, false), StringType.Default),
        (new DictionaryType(Int32Type.Default, Int64Type.Default, false), Int64Type.Default),
    ];

    private static object? Canonical(object? value) => value is double d ? double.IsNaN(d) ? double.NaN : d == 0 ? 0.0 : d : value;

    private static int Length(RecordBatch batch)
    {
        using (batch)
        {
            return batch.Length;
        }
    }

    private static string Hex(string text) => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text));
}
