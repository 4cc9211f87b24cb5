using System.Diagnostics;
using System.Globalization;
using TensorFrames.Bench.Check;
using TensorFrames.Spark;

namespace TensorFrames.Bench.Spark;

/// <summary>How soon a new session has its first rows: what a bare C program needs for the same, and what comes on top.</summary>
internal static class FirstBatch
{
    private const int Rows = 1000;

    internal static async Task<IReadOnlyList<Gate>> OfAsync(string url, string library, string folder, int rounds)
    {
        var file = Path.Combine(folder, "first.pb");
        var workload = Workload.Doubles(Rows);
        await File.WriteAllBytesAsync(file, workload.Graph);
        List<double> bare = [], session = [], warm = [];
        for (var round = 0; round < rounds; round++)
        {
            bare.Add(Bare(library, file));
            await using var spark = await SparkSession.ConnectAsync(url);
            await spark.ShipAsync(new ShipOptions { InstalledLibTensorFlow = library });
            using var graph = Graph.Load(workload.Graph);
            var mapped = spark.Range(0, Rows, 1, 1).SelectExpr("CAST(id AS DOUBLE) AS x").MapBlocks(graph, "y");
            await mapped.SchemaAsync();
            session.Add(await SecondsAsync(mapped));
            warm.Add(await SecondsAsync(mapped));
        }

        var (c, first) = (Median.Of(bare), Median.Of(session));
        return
        [
            Gate.Reported("bare C: dlopen, session, first run", c, unit: " s"),
            Gate.Reported("the same job again, in the worker that runs", Median.Of(warm), "what Spark itself takes", " s"),
            Gate.Most("a new session's first batch, above bare C", first - c, 0.4, $"first batch {first:0.000} s", " s"),
        ];
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

    private static double Bare(string library, string graph)
    {
        string[] arguments = [library, graph, "x", "y", Rows.ToString(CultureInfo.InvariantCulture)];
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "tffirst"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var seconds = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? double.Parse(seconds, CultureInfo.InvariantCulture) : throw new InvalidOperationException(errors.Result);
    }
}
