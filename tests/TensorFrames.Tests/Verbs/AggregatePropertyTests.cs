using Apache.Arrow;
using CsCheck;
using TensorFrames.Aggregation;
using TensorFrames.Run;
using TensorFrames.Tests.Columns;
using TensorFrames.Tests.Graphs;
using TensorFrames.Verbs;
using Xunit;
using static TensorFrames.Tests.Verbs.Grouped;
using static TensorFrames.Tests.Verbs.ReduceGraphs;

namespace TensorFrames.Tests.Verbs;

/// <summary>An aggregate gives the same whatever the batches, partitions, threads and memory; recognised or not; in one go or of partial results.</summary>
public sealed class AggregatePropertyTests
{
    private static readonly Gen<Case> s_any = Gen.Select(
        Gen.Int[1, 40], Gen.Int[0, 400].SelectMany(n => Gen.Int[-60, 60].Array[n]), Gen.Int[0, 400].Array[0, 6], Gen.Int[1, 4], Gen.Int[1, 150], Gen.Int[1, 3], Gen.Int[0, 3].Select(i => new[] { 1L << 30, 1, 500, 5_000 }[i]), Gen.Int[0, 3],
        (spread, values, cuts, partitions, blockRows, threads, limit, keys) => new Case(spread, values, cuts, partitions, blockRows, threads, limit, keys));

    [Theory, EveryRuntime]
    public void Any_batching_threads_and_memory_give_the_reference_recognised_or_not(Runtime tf)
    {
        using var graph = new GraphBuilder().Blocks("v", "Sum", DType.Float64, 2).Blocks("n", "Sum", DType.Int64).Blocks("m", "Max", DType.Int32).Blocks("b", "Any", DType.Bool).Load(tf);
        s_any.Sample(
            c =>
            {
                var expected = c.Expected();
                foreach (var each in new[] { true, false })
                {
                    var frame = c.Frame().GroupBy(c.KeyNames).Aggregate(graph, new AggregateOptions { Fetches = ["v", "n", "m", "b"], MemoryLimit = c.Limit, EachGroup = each });
                    var groups = frame.Rows(new EngineOptions { BlockRows = c.BlockRows, Parallelism = c.Threads }).ByKeys(c.KeyNames.Length);
                    if (groups.Count != expected.Count || !expected.All(e => ArrowCompare.Same(e.Value, groups[e.Key], 1e-9, 1e-9)))
                    {
                        return false;
                    }
                }

                return true;
            },
            iter: FullRun.Asked ? 120 : 60,
            threads: 1);
    }

    [Theory, EveryRuntime]
    public void The_number_of_threads_does_not_change_a_bit(Runtime tf)
    {
        using var graph = new GraphBuilder().Blocks("v", "Sum", DType.Float64, 2).Load(tf);
        s_any.Sample(
            c =>
            {
                List<List<object?>> Of(int threads) => c.Frame().GroupBy(c.KeyNames).Aggregate(graph, new AggregateOptions { Fetches = ["v"], MemoryLimit = c.Limit })
                    .Rows(new EngineOptions { BlockRows = c.BlockRows, Parallelism = threads });
                return Grouped.Same(Of(1), Of(4));
            },
            iter: FullRun.Asked ? 60 : 30,
            threads: 1);
    }

    [Theory, EveryRuntime]
    public void Partial_results_aggregated_again_are_the_result(Runtime tf)
    {
        using var graph = new GraphBuilder().Blocks("v", "Sum", DType.Float64, 2).Blocks("n", "Sum", DType.Int64).Blocks("m", "Max", DType.Int32).Blocks("b", "Any", DType.Bool).Load(tf);
        s_any.Sample(
            c =>
            {
                var batches = c.Frame().ToBatches().ToList();
                var plan = AggregatePlanner.Plan(graph, c.Frame().Schema!, c.KeyNames, new AggregateOptions { Fetches = ["v", "n", "m", "b"], MemoryLimit = c.Limit });
                List<RecordBatch> partials = [];
                foreach (var batch in batches)
                {
                    using var first = new BatchAggregator(graph, plan, ofPartials: false);
                    first.Add(batch, new BlockPosition("table", 0, 0), default);
                    partials.AddRange(first.Finish(partial: true, default));
                }

                using var last = new BatchAggregator(graph, plan, ofPartials: true);
                partials.ForEach(p => last.Add(p, new BlockPosition("partials", 0, 0), default));
                var groups = last.Finish(partial: false, default).SelectMany(Plain).ByKeys(c.KeyNames.Length);
                partials.ForEach(p => p.Dispose());
                var expected = c.Expected();
                return groups.Count == expected.Count && expected.All(e => ArrowCompare.Same(e.Value, groups[e.Key], 1e-9, 1e-9));
            },
            iter: FullRun.Asked ? 60 : 30,
            threads: 1);
    }

    [Theory, EveryRuntime]
    public void The_first_row_of_each_group_comes_through_in_any_column(Runtime tf) => Gen.Select(RandomColumn.Any, Gen.Int[0, 70].Array[0, 4], Gen.Int[1, 3], Gen.Bool.Select(small => small ? 300 : 1L << 30)).Sample(
        (c, cuts, partitions, limit) =>
        {
            var column = c.Make();
            var filled = ArrowCompare.Of(Identity.Run(tf, column, c.DType, c.Shape, c.Options).Column);
            using var first = First(tf, c.DType, c.Shape);
            var options = new AggregateOptions { Fetches = ["x"], DefaultNulls = c.Options.DefaultNulls, Binary = c.DType == DType.String ? ["x"] : [], MemoryLimit = limit };
            var keys = Enumerable.Range(0, column.Length).Select(i => (long?)(i % 5)).ToList();
            var rows = Grouped.Cut([("k", Longs(keys)), ("x", column)], partitions, cuts).GroupBy("k").Aggregate(first, options).Rows();
            return rows.Count == Math.Min(5, column.Length) && rows.All(r => ArrowCompare.Same(filled[(int)(decimal)r[0]!], r[1]));
        },
        iter: FullRun.Asked ? 120 : 60,
        threads: 1);

    private static IEnumerable<List<object?>> Plain(RecordBatch batch)
    {
        using (batch)
        {
            var columns = Enumerable.Range(0, batch.ColumnCount).Select(i => ArrowCompare.Of(batch.Column(i))).ToList();
            return [.. Enumerable.Range(0, batch.Length).Select(row => columns.Select(c => c[row]).ToList())];
        }
    }

    /// <summary>A table of random values, its keys made of them; what its groups must be, computed here.</summary>
    private sealed record Case(int Spread, int[] Values, int[] Cuts, int Partitions, int BlockRows, int Threads, long Limit, int Keys)
    {
        internal string[] KeyNames => Keys switch { 0 => ["i"], 1 => ["s"], 2 => ["i", "s"], _ => ["d", "i"] };

        internal Frame Frame() => Grouped.Cut(
            [
                ("i", Longs(Values.Select((_, at) => Number(at)))), ("s", Texts(Values.Select((_, at) => Text(at)))), ("d", Doubles(Values.Select((v, at) => at % 3 / 4.0))),
                ("v", ColumnKind.FixedList(Doubles(Values.SelectMany(v => new[] { v / 8.0, -v })), 2, Values.Length)), ("n", Longs(Values.Select(v => (long?)v))), ("m", Ints(Values)),
                ("b", new BooleanArray.Builder().AppendRange(Values.Select(v => v > 30)).Build()),
            ],
            Partitions,
            Cuts);

        internal Dictionary<string, List<object?>> Expected() => Values.Select((v, at) => (Value: v, Key: string.Join(", ", KeyNames.Select(k => ArrowCompare.Text(KeyOf(k, at))))))
            .GroupBy(r => r.Key, r => r.Value, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => new List<object?> { g.Any(v => v > 30), (decimal)g.Max(), (decimal)g.Sum(), new List<object?> { g.Sum(v => v / 8.0), (double)-g.Sum() } }, StringComparer.Ordinal);

        private object? KeyOf(string name, int at) => name switch
        {
            "i" => Number(at) is { } number ? (decimal)number : null,
            "s" => Text(at) is { } text ? System.Text.Encoding.UTF8.GetBytes(text) : null,
            _ => at % 3 / 4.0,
        };

        private long? Number(int at) => at % Spread == 3 ? null : (at * 7919L % Spread) - 5;

        private string? Text(int at) => at % Spread == 2 ? null : new string('é', at % Spread);
    }
}
