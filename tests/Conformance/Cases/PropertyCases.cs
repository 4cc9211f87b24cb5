using Apache.Arrow;
using CsCheck;
using TensorFrames.Tests.Graphs;
using static TensorFrames.Tests.Conformance.Given;
using static TensorFrames.Tests.Conformance.Suite;

namespace TensorFrames.Tests.Conformance.Cases;

/// <summary>Random tables, cut anywhere into partitions, some of them empty: the result is that of plain C# over all rows.</summary>
internal static class PropertyCases
{
    private static readonly Gen<(double[] X, int[] Cuts)> s_numbers = Gen.Select(Gen.Double[-1e6, 1e6].Array[1, 300], Gen.Int[0, 300].Array[0, 5]);

    internal static IReadOnlyList<Entry> All { get; } =
    [
        new("any cut - MapBlocks", "y = x + x, row by row in order", async engine =>
        {
            using var graph = new GraphBuilder().Placeholder("x", DType.Float64, -1).Node("y", "Add", ["x", "x"], GraphBuilder.T(DType.Float64)).On(engine);
            await Tried(engine, (table, x) => table.MapBlocks(graph, "y").HasAsync(("y", Doubles(x.Select(v => v + v))), ("x", Doubles(x))));
        }),
        new("any cut - MapRows", "The sum of each cell of any length", async engine =>
        {
            using var graph = new GraphBuilder().Placeholder("x", DType.Float64, -1).Int32("axis", 0)
                .Node("y", "Sum", ["x", "axis"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32))).On(engine);
            await Tried(engine, x => Vectors(DType.Float64, [.. x.Select(v => Enumerable.Repeat(v, (int)(Math.Abs(v) % 4)).ToArray())]), (table, x) =>
                table.MapRows(graph, new MapOptions { Fetches = ["y"], Keep = [] }).HasAsync(("y", Doubles(x.Select(v => v * (int)(Math.Abs(v) % 4))))));
        }),
        new("any cut - ReduceBlocks", "Sum and maximum", async engine =>
        {
            using var graph = new GraphBuilder().Blocks("x", "Sum", DType.Float64).Blocks("m", "Max", DType.Float64).On(engine);
            await Tried(engine, async (table, x) => Is(await table.ReduceBlocksAsync(graph, Fed("m_input")), x));
        }),
        new("any cut - ReduceRows", "Sum and maximum", async engine =>
        {
            using var graph = new GraphBuilder().Rows("x", "Add", DType.Float64).Rows("m", "Maximum", DType.Float64).On(engine);
            await Tried(engine, async (table, x) => Is(await table.ReduceRowsAsync(graph, Fed("m_1")), x));
        }),
        new("any cut - Aggregate", "Sum and maximum by what is left of division by three", async engine =>
        {
            using var graph = new GraphBuilder().Blocks("x", "Sum", DType.Float64).Blocks("m", "Max", DType.Float64).On(engine);
            var options = new AggregateOptions { Fetches = ["x", "m"], Feeds = Fed("m_input").Feeds };
            await s_numbers.SampleAsync(
                async c =>
                {
                    var key = c.X.Select(v => Math.Truncate(v) % 3).ToArray();
                    var groups = key.Zip(c.X).GroupBy(p => p.First + 0.0, p => p.Second).ToArray();
                    await engine.Of(Partitions([("key", Doubles(key)), ("x", Doubles(c.X))], c.Cuts)).Aggregate(graph, options, "key").HasInAnyOrderAsync(
                        ["key"], ("key", Doubles(groups.Select(g => g.Key))), ("m", Doubles(groups.Select(g => g.Max()))), ("x", Doubles(groups.Select(g => g.Sum()))));
                },
                iter: engine.Tries,
                threads: 1);
        }),
    ];

    private static ReduceOptions Fed(string placeholder) =>
        new() { Fetches = ["x", "m"], Feeds = new Dictionary<string, string>(StringComparer.Ordinal) { [placeholder] = "x" } };

    private static Task Tried(IEngine engine, Func<IVerbs, double[], Task> check) => Tried(engine, x => Doubles(x), check);

    private static Task Tried(IEngine engine, Func<double[], IArrowArray> column, Func<IVerbs, double[], Task> check) => s_numbers.SampleAsync(
        async c => await check(engine.Of(Partitions([("x", column(c.X))], c.Cuts)), c.X), iter: engine.Tries, threads: 1);

    private static RecordBatch[] Partitions((string Name, IArrowArray Values)[] columns, int[] cuts)
    {
        var rows = columns[0].Values.Length;
        int[] ends = [.. cuts.Append(rows).Select(c => Math.Min(c, rows)).Order()];
        return [.. ends.Select((end, i) => (Start: i == 0 ? 0 : ends[i - 1], End: end))
            .Select(b => Batch([.. columns.Select(c => (c.Name, ArrowArrayFactory.Slice(c.Values, b.Start, b.End - b.Start)))]))];
    }

    private static void Is(RecordBatch row, double[] x)
    {
        using (row)
        {
            Assert.Equal(x.Max(), ((DoubleArray)row.Column("m")).Values[0]);
            Assert.InRange(((DoubleArray)row.Column("x")).Values[0] - x.Sum(), -1e-9 * x.Sum(Math.Abs), 1e-9 * x.Sum(Math.Abs));
        }
    }
}
