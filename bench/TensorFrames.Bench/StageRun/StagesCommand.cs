using System.Diagnostics;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Running;
using TensorFrames.Bench.Benchmarks;
using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.StageRun;

/// <summary>Measures every stage of the data's way beside its baselines, and writes what it measured as a file of bench/results.</summary>
internal static class StagesCommand
{
    private const int ShortRows = 10_000;

    internal static int Run(Arguments arguments)
    {
        var root = Tests.Checkout.Root;
        var path = arguments.Out ?? Path.Combine(root, "bench", "results", "stages.json");
        var config = arguments.Short ? new BenchConfig(warmups: 1, iterations: 3, milliseconds: 5) : new BenchConfig();
        if (arguments.Short)
        {
            config.AddFilter(new SimpleFilter(b => b.Parameters["Case"] is StageCase { Rows: ShortRows or > 1_000_000 }));
        }

        var start = Stopwatch.GetTimestamp();
        var measurements = Measure(config, arguments.Only);
        var command = $"dotnet run --project bench/TensorFrames.Bench -c Release -- --stages{(arguments.Short ? " --short" : "")}{(arguments.Only is { } only ? $" --only '{only}'" : "")}";
        new ResultFile(DateTime.UtcNow, Commit.Of(root), Machine.Here, command, measurements).Write(path);
        Console.WriteLine($"{measurements.Count} measurements in {Stopwatch.GetElapsedTime(start).TotalSeconds:N0} s: {Path.GetRelativePath(root, path)}");
        return measurements.Exists(m => m.Counters!.GetValueOrDefault(BytesMetric.Live.Id) != 0) ? 1 : 0;
    }

    /// <summary>All benchmarks of the stages whose name holds <paramref name="only"/>.</summary>
    internal static List<Measurement> Measure(ManualConfig config, string? only = null)
    {
        using var scratch = new ScratchFolder();
        config.WithArtifactsPath(scratch.File("artifacts"));
        var measurements = new List<Measurement>();
        foreach (var (stage, type) in StageClasses.All.Where(c => only is null || c.Stage.Contains(only, StringComparison.Ordinal)))
        {
            var start = Stopwatch.GetTimestamp();
            var found = StageResults.Of(stage, BenchmarkRunner.Run(type, config)).ToList();
            measurements.AddRange(found);
            Console.WriteLine($"  {stage,-18} {found.Count,4} benchmarks  {Stopwatch.GetElapsedTime(start).TotalSeconds,6:N1} s");
        }

        return measurements;
    }
}
