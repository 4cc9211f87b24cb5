using System.Diagnostics;
using System.Globalization;
using TensorFrames.Bench.Check;
using TensorFrames.Bench.Spark.Workloads;
using TensorFrames.Spark;

namespace TensorFrames.Bench.Spark.Gates;

/// <summary>How soon a new session has its first rows: what a bare C program needs for the same, and what comes on top.</summary>
internal static class FirstBatch
{
    private const int Rows = 1000;

    internal static async Task<IReadOnlyList<Gate>> GatesAsync(string url, string library, string folder, int rounds)
    {
        List<double> bare = [], first = [], again = [];
        for (var round = 0; round < rounds; round++)
        {
            bare.Add(Bare(library, folder));
            var session = await OfNewSessionAsync(url, library);
            first.Add(session.First);
            again.Add(session.Again);
        }

        return
        [
            Gate.Reported("bare C: dlopen, session, first run", Median.Of(bare), unit: " s"),
            Gate.Reported("the same job again, in the worker that runs", Median.Of(again), "what Spark itself takes", " s"),
            Gate.Most("a new session's first batch, above bare C", Median.Of(first) - Median.Of(bare), 0.4, $"first batch {Median.Of(first):0.000} s", " s"),
        ];
    }

    /// <summary>A session, from its connection to its first rows, then the same job again.</summary>
    internal static async Task<NewSession> OfNewSessionAsync(string url, string library)
    {
        var start = Stopwatch.GetTimestamp();
        await using var spark = await SparkSession.ConnectAsync(url);
        await spark.ShipAsync(new ShipOptions { InstalledLibTensorFlow = library });
        using var graph = Graph.Load(Workload.Doubles(Rows).Graph);
        var mapped = spark.Range(0, Rows, 1, 1).SelectExpr("CAST(id AS DOUBLE) AS x").MapBlocks(graph, "y");
        await mapped.SchemaAsync();
        var first = await SecondsAsync(mapped);
        var whole = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new(whole, first, await SecondsAsync(mapped));
    }

    /// <summary>Seconds of a C program with the same graph and rows.</summary>
    internal static double Bare(string library, string folder)
    {
        var graph = Path.Combine(folder, "first.pb");
        File.WriteAllBytes(graph, Workload.Doubles(Rows).Graph);
        var said = Results.Command.Output(Path.Combine(AppContext.BaseDirectory, "tffirst"), library, graph, "x", "y", Rows.ToString(CultureInfo.InvariantCulture));

        // TensorFlow's own words come after it.
        return double.Parse(said.Split('\n')[0], CultureInfo.InvariantCulture);
    }

    private static async Task<double> SecondsAsync(DataFrame frame)
    {
        var start = Stopwatch.GetTimestamp();
        await foreach (var batch in frame.ToBatchesAsync())
        {
            batch.Dispose();
            break;
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
