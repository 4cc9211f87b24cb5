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
            using var inverse = MeanGraphs.Inverses().On(engine);
            using var sums = MeanGraphs.Sums().On(engine);
            using var mean = MeanGraphs.Harmonic().On(engine);
            await engine.Of(Halves()).MapBlocks(inverse, "invs", "count").Aggregate(sums, "key", "invs", "count").MapBlocks(mean, new MapOptions { Fetches = ["hm"], Keep = ["key"] })
                .HasInAnyOrderAsync(["key"], ("hm", Vectors(DType.Float64, [2 / 0.75, 2 / 0.375], [3 / (23 / 15.0), 3 / (23 / 30.0)])), ("key", Texts("0", "1")));
        })
        { IsSmoke = true },
        new("A21, geometric means", "Geometric means of vectors by key: logarithms, an Aggregate of sums, powers", async engine =>
        {
            using var log = MeanGraphs.Logs().On(engine);
            using var sums = MeanGraphs.LogSums().On(engine);
            using var power = MeanGraphs.Geometric().On(engine);
            var (even, odd) = (Math.Sqrt(8), Math.Cbrt(15));
            await engine.Of(Halves()).MapBlocks(log, "logs", "count").Aggregate(sums, "key", "logs", "count").MapBlocks(power, new MapOptions { Fetches = ["gm"], Keep = ["key"] })
                .HasInAnyOrderAsync(["key"], ("gm", Vectors(DType.Float64, [even, 2 * even], [odd, 2 * odd])), ("key", Texts("0", "1")));
        }),
        new("A22", "K-means by an Aggregate of the nearest centre, and by a sum a block and ReduceBlocks, give the same centres", async engine =>
        {
            var points = Points();
            using var nearest = KMeansGraphs.Nearest(Clusters, 2).On(engine);
            using var byKey = KMeansGraphs.SumsOfKey(2).On(engine);
            using var blocks = KMeansGraphs.SumsOfBlock(Clusters, 2).On(engine);
            using var all = KMeansGraphs.SumsOfBlocks(Clusters, 2).On(engine);
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
        Batch(("x", Vectors(DType.Float64, [1, 2], [2, 4], [3, 6])), ("key", Texts("1", "0", "1"))),
        Batch(("x", Vectors(DType.Float64, [4, 8], [5, 10])), ("key", Texts("0", "1"))),
    ];

    private static double[][] Points()
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, 200).Select(_ => new[] { random.NextDouble(), random.NextDouble() })];
    }

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
