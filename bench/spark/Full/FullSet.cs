using System.Globalization;
using TensorFrames.Bench.Results;
using TensorFrames.Bench.Spark.Peers;
using TensorFrames.Bench.Spark.Servers;
using TensorFrames.Bench.Spark.Workloads;
using TensorFrames.Spark;

namespace TensorFrames.Bench.Spark.Full;

/// <summary>Everything that bench/spark can say of whole jobs, written into one file of results.</summary>
internal sealed class FullSet
{
    private readonly BenchOptions _options;
    private readonly string _shared;
    private readonly string _library;
    private readonly ScratchFolder _scratch;
    private readonly Figures _figures = new();

    private FullSet(BenchOptions options, string shared, string library, ScratchFolder scratch) =>
        (_options, _shared, _library, _scratch) = (options, shared, library, scratch);

    private (int Warm, int Timed) Rounds => (_options.WarmRounds, _options.Rounds);

    internal static async Task<int> RunAsync(BenchOptions options, string shared, string library)
    {
        var root = Tests.Checkout.Root;
        var file = options.Out ?? Path.Combine(root, "bench", "results", "spark.json");
        using var scratch = new ScratchFolder();
        var set = new FullSet(options, shared, library, scratch);
        var (date, commit) = (DateTime.UtcNow, Commit.Of(root));
        await set.MeasureAsync();
        new ResultFile(date, commit, Machine.Here, CommandOf(options), set._figures.All).Write(file);
        Console.WriteLine($"{set._figures.All.Count} figures in {Path.GetRelativePath(root, file)}, {(DateTime.UtcNow - date).TotalMinutes:0.0} minutes");
        return 0;
    }

    private static string CommandOf(BenchOptions options) =>
        string.Create(CultureInfo.InvariantCulture, $"dotnet run --project bench/spark -c Release -- --report{(options.Short ? " --short" : "")} --versions {string.Join(',', options.Versions)} --scale {options.Scale} --rounds {options.Rounds} --tensorflow {options.TensorFlow}{(options.Python is null ? "" : " --python PYTHON")}");

    private async Task MeasureAsync()
    {
        // What cannot work is said before minutes have gone by.
        var python = _options.Python is { } named ? PeerPython.Find(named, SparkServer.Home(_shared, _options.Versions[^1])).OrThrow() : null;
        foreach (var version in _options.Versions)
        {
            Console.WriteLine($"Spark {version}, TensorFlow {_options.TensorFlow}, local[2]");
            await OnLocalAsync(version, python, isLast: version == _options.Versions[^1]);
        }

        foreach (var executors in (int[])[1, 2])
        {
            using var server = SparkServer.Start(_shared, _options.Versions[^1], _scratch.File($"executors-{executors}"), executors);
            Console.WriteLine($"Spark {server.Version}, TensorFlow {_options.TensorFlow}, {server.Deployment}");
            await using var session = await SparkSession.ConnectAsync(server.Url);
            var place = await Place.OfAsync(server, session, _library, _scratch.File("tables"));
            await Executors.MeasureAsync(_figures, place, _options.Scale / 2, Rounds);
        }

        _figures.AddRange(PeerJobs.Elsewhere);
    }

    private async Task OnLocalAsync(string version, PeerPython? python, bool isLast)
    {
        using var server = SparkServer.Start(_shared, version, _scratch.File($"local-{version}"));
        await ColdStarts.MeasureAsync(_figures, server, _library, _scratch.File("."), _options.Rounds, withBare: isLast);
        await using var session = await SparkSession.ConnectAsync(server.Url);
        var place = await Place.OfAsync(server, session, _library, _scratch.File("tables"));
        Directory.CreateDirectory(place.Tables);
        using var peer = python is null ? null : await Peer.StartAsync(python, SparkServer.Home(_shared, version), _scratch.File($"peer-{version}"), place.BatchRows);
        foreach (var workload in Workload.Two(_options.Scale))
        {
            await LocalJobs.MeasureAsync(_figures, place, workload, peer, Rounds);
        }

        if (isLast)
        {
            foreach (var workload in Workload.Two(_options.Scale / 2))
            {
                await BatchCurve.MeasureAsync(_figures, place, workload, Rounds);
            }
        }
    }
}
