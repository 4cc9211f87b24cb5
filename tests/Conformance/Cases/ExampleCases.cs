using Apache.Arrow;
using TensorFrames.Tests.Graphs;
using static TensorFrames.Tests.Conformance.Given;
using static TensorFrames.Tests.Conformance.GraphsOf;
using static TensorFrames.Tests.Conformance.Suite;

namespace TensorFrames.Tests.Conformance.Cases;

/// <summary>TensorFrames' longer examples: means by key, and K-means in both of its forms.</summary>
internal static class ExampleCases
{
    private const int Clusters = 4;
    private const int Rounds = 5;

    internal static IReadOnlyList<Entry> All { get; } =
    [
        new("A21, harmonic means", "Harmonic means of vectors by key: a map, an Aggregate of sums, a map", async engine =>
        {
            using var inverse = new GraphBuilder().Placeholder("x", DType.Float64, -1, 2).Node("invs", "Reciprocal", ["x"], GraphBuilder.T(DType.Float64))
                .Node("count", "OnesLike", ["x"], GraphBuilder.T(DType.Float64)).On(engine);
            using var sums = new GraphBuilder().Blocks("invs", "Sum", DType.Float64, 2).Blocks("count", "Sum", DType.Float64, 2).On(engine);
            using var mean = new GraphBuilder().Placeholder("count", DType.Float64, -1, 2).Placeholder("invs", DType.Float64, -1, 2)
                .Node("hm", "RealDiv", ["count", "invs"], GraphBuilder.T(DType.Float64)).On(engine);
            await engine.Of(Halves()).MapBlocks(inverse, "invs", "count").Aggregate(sums, "key", "invs", "count").MapBlocks(mean, new MapOptions { Fetches = ["hm"], Keep = ["key"] })
                .HasInAnyOrderAsync(["key"], ("hm", Vectors(DType.Float64, [2 / 0.75, 2 / 0.375], [3 / (23 / 15.0), 3 / (23 / 30.0)])), ("key", Texts("0", "1")));
        })
        { IsSmoke = true },
        new("A21, geometric means", "Geometric means of vectors by key: logarithms, an Aggregate of their means, powers", async engine =>
        {
            using var log = new GraphBuilder().Placeholder("x", DType.Float64, -1, 2).Node("logs", "Log", ["x"], GraphBuilder.T(DType.Float64)).On(engine);
            using var means = new GraphBuilder().Blocks("logs", "Sum", DType.Float64, 2).Blocks("n", "Sum", DType.Int64).On(engine);
            using var power = new GraphBuilder().Placeholder("logs", DType.Float64, -1, 2).Placeholder("n", DType.Int64, -1).Int32("column", -1, 1)
                .Node("wide", "Cast", ["n"], ("SrcT", GraphBuilder.Type(DType.Int64)), ("DstT", GraphBuilder.Type(DType.Float64)))
                .Node("rows", "Reshape", ["wide", "column"], GraphBuilder.T(DType.Float64), ("Tshape", GraphBuilder.Type(DType.Int32)))
                .Node("mean", "RealDiv", ["logs", "rows"], GraphBuilder.T(DType.Float64)).Node("gm", "Exp", ["mean"], GraphBuilder.T(DType.Float64)).On(engine);
            var (even, odd) = (Math.Sqrt(8), Math.Cbrt(15));
            await engine.Of(Halves()).MapBlocks(log, "logs").Aggregate(means, "key", "logs", "n").MapBlocks(power, new MapOptions { Fetches = ["gm"], Keep = ["key"] })
                .HasInAnyOrderAsync(["key"], ("gm", Vectors(DType.Float64, [even, 2 * even], [odd, 2 * odd])), ("key", Texts("0", "1")));
        }),
        new("A22", "K-means by an Aggregate of the nearest centre, and by a sum a block and ReduceBlocks, give the same centres", async engine =>
        {
            var points = Points();
            using var nearest = Nearest().On(engine);
            using var byKey = new GraphBuilder().Blocks("x", "Sum", DType.Float64, 2).Blocks("count", "Sum", DType.Int64).On(engine);
            using var blocks = SumsOfBlock(Nearest()).On(engine);
            using var all = new GraphBuilder().Blocks("sums", "Sum", DType.Float64, Clusters, 2).Blocks("counts", "Sum", DType.Float64, Clusters).On(engine);
            var (grouped, reduced, expected) = (points[..Clusters], points[..Clusters], points[..Clusters]);
            for (var round = 0; round < Rounds; round++)
            {
                grouped = await ByKeyAsync(engine, points, nearest, byKey, grouped);
                reduced = await ByBlockAsync(engine, points, blocks, all, reduced);
                expected = ByHand(points, expected);
            }

            Assert.All(Enumerable.Range(0, Clusters * 2), i =>
            {
                Assert.Equal(expected[i / 2][i % 2], grouped[i / 2][i % 2], 1e-9);
                Assert.Equal(expected[i / 2][i % 2], reduced[i / 2][i % 2], 1e-9);
            });
        }),
    ];

    // x = [v, 2v] for v = 1 … 5, key = v mod 2.
    private static RecordBatch[] Halves() =>
    [
        Batch(("x", Vectors(DType.Float64, [1, 2], [2, 4], [3, 6])), ("key", Texts("1", "0", "1")), ("n", Of(DType.Int64, 1, 1, 1))),
        Batch(("x", Vectors(DType.Float64, [4, 8], [5, 10])), ("key", Texts("0", "1")), ("n", Of(DType.Int64, 1, 1))),
    ];

    private static double[][] Points()
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, 200).Select(_ => new[] { random.NextDouble(), random.NextDouble() })];
    }

    /// <summary>index = the nearest of the centres fed, count = 1.</summary>
    private static GraphBuilder Nearest() => new GraphBuilder().Placeholder("x", DType.Float64, -1, 2).Placeholder("centres", DType.Float64, Clusters, 2)
        .Int32Scalar("one", 1).Int32Scalar("two", 2)
        .Node("points", "ExpandDims", ["x", "one"], GraphBuilder.T(DType.Float64), ("Tdim", GraphBuilder.Type(DType.Int32)))
        .Node("away", "Sub", ["points", "centres"], GraphBuilder.T(DType.Float64)).Node("squares", "Square", ["away"], GraphBuilder.T(DType.Float64))
        .Node("distances", "Sum", ["squares", "two"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32)))
        .Node("index", "ArgMin", ["distances", "one"], GraphBuilder.T(DType.Float64), ("Tidx", GraphBuilder.Type(DType.Int32)), ("output_type", GraphBuilder.Type(DType.Int64)))
        .Node("count", "OnesLike", ["index"], GraphBuilder.T(DType.Int64));

    /// <summary>sums and counts of a block's points by the nearest centre, with a leading 1.</summary>
    private static GraphBuilder SumsOfBlock(GraphBuilder nearest) => nearest.Int32Scalar("clusters", Clusters).Int32Scalar("zero", 0)
        .Node("ones", "Cast", ["count"], ("SrcT", GraphBuilder.Type(DType.Int64)), ("DstT", GraphBuilder.Type(DType.Float64)))
        .Node("sum", "UnsortedSegmentSum", ["x", "index", "clusters"], Segments).Node("number", "UnsortedSegmentSum", ["ones", "index", "clusters"], Segments)
        .Node("sums", "ExpandDims", ["sum", "zero"], GraphBuilder.T(DType.Float64), ("Tdim", GraphBuilder.Type(DType.Int32)))
        .Node("counts", "ExpandDims", ["number", "zero"], GraphBuilder.T(DType.Float64), ("Tdim", GraphBuilder.Type(DType.Int32)));

    private static (string, TensorFrames.Graphs.Proto.AttrValue)[] Segments =>
        [GraphBuilder.T(DType.Float64), ("Tindices", GraphBuilder.Type(DType.Int64)), ("Tnumsegments", GraphBuilder.Type(DType.Int32))];

    private static RecordBatch[] Tables(double[][] points) => [.. points.Chunk(70).Select(some => Batch(("x", Vectors(DType.Float64, some))))];

    private static MapOptions Fetching(double[][] centres, params string[] fetches) => new()
    {
        Fetches = fetches,
        Constants = new Dictionary<string, TensorValue>(StringComparer.Ordinal) { ["centres"] = TensorValue.Of<double>([.. centres.SelectMany(c => c)], Clusters, 2) },
    };

    private static async Task<double[][]> ByKeyAsync(IEngine engine, double[][] points, Graph nearest, Graph byKey, double[][] centres)
    {
        var next = centres.ToArray();
        foreach (var batch in await engine.Of(Tables(points)).MapBlocks(nearest, Fetching(centres, "index", "count")).Aggregate(byKey, "index", "x", "count").RowsAsync())
        {
            using (batch)
            {
                var (index, count, sums) = (ArrowCompare.Of(batch.Column("index")), ArrowCompare.Of(batch.Column("count")), ArrowCompare.Of(batch.Column("x")));
                for (var row = 0; row < batch.Length; row++)
                {
                    next[(int)(decimal)index[row]!] = [.. ((List<object?>)sums[row]!).Select(s => (double)s! / (double)(decimal)count[row]!)];
                }
            }
        }

        return next;
    }

    private static async Task<double[][]> ByBlockAsync(IEngine engine, double[][] points, Graph blocks, Graph all, double[][] centres)
    {
        using var row = await engine.Of(Tables(points)).MapBlocksTrimmed(blocks, Fetching(centres, "sums", "counts")).ReduceBlocksAsync(all, "sums", "counts");
        var counts = (List<object?>)ArrowCompare.Of(row.Column("counts")).Single()!;
        var sums = (List<object?>)ArrowCompare.Of(row.Column("sums")).Single()!;
        return [.. centres.Select((centre, i) => (double)counts[i]! == 0 ? centre : ((List<object?>)sums[i]!).Select(s => (double)s! / (double)counts[i]!).ToArray())];
    }

    private static double[][] ByHand(double[][] points, double[][] centres)
    {
        var nearest = points.ToLookup(p => Enumerable.Range(0, Clusters).MinBy(c => Math.Pow(p[0] - centres[c][0], 2) + Math.Pow(p[1] - centres[c][1], 2)));
        return [.. centres.Select((centre, c) => nearest[c].Any() ? new[] { nearest[c].Average(p => p[0]), nearest[c].Average(p => p[1]) } : centre)];
    }
}
