using System.Diagnostics;
using System.Globalization;
using TensorFrames.Tests;

namespace TensorFrames.Spark.Tests;

/// <summary>
/// The servers that tests of this assembly run on, started when first needed by ../shared/spark/spark-connect-server (or
/// SPARK_HOME's own Spark through it). Few live at a time; all are stopped at the end, and those of a killed run by the next.
/// </summary>
internal static class SparkServers
{
    private static readonly SemaphoreSlim s_gate = new(1, 1);
    private static readonly List<SparkServer> s_alive = [];

    /// <summary>Where this run's servers have their folders; it stands in the command lines of all that they start.</summary>
    internal static readonly string Root = Path.Combine(Path.GetTempPath(), $"tensorframes-spark-{Environment.ProcessId}");
    private static bool s_swept;

    /// <summary>Where unpacked distributions are kept, as ../shared/spark/spark-home has it.</summary>
    internal static string Cache => Environment.GetEnvironmentVariable("TFN_SPARK_CACHE") is { Length: > 0 } cache ? cache : Locating.Surroundings.Here.CacheFolder;

    /// <summary>The rows that <see cref="EverySparkAttribute"/> runs on; TFN_SPARK names one, as in "3.5.9 local[2]".</summary>
    internal static IReadOnlyList<Spark> Asked =>
        Environment.GetEnvironmentVariable("TFN_SPARK") is { Length: > 0 } row ? [.. SparkRows.All.Where(spark => spark.ToString() == row)]
        : FullRun.Asked ? SparkRows.All : [SparkRows.Main];

    // A full run has the machine for itself: no server is stopped to make room.
    private static int MostAlive => FullRun.Asked ? SparkRows.All.Count : 2;

    /// <summary>Why tests on a row are skipped; null where they are run.</summary>
    internal static string? WhySkipped(Spark spark) =>
        Scripts is null ? "needs ../shared/spark (TFN_SHARED names that folder where it lies elsewhere)"
        : !File.Exists("/proc/self/stat") ? "needs Linux"
        : OverrideVersion is { } version && version != spark.Version ? $"SPARK_HOME is Spark {version}"
        : spark == SparkRows.InFullRuns && !Asked.Contains(spark) ? "takes minutes; TFN_FULL=1 runs it"
        : null;

    internal static async Task<string> UrlAsync(Spark spark)
    {
        await s_gate.WaitAsync();
        try
        {
            if (s_alive.Find(server => server.Spark == spark) is { } running)
            {
                s_alive.Remove(running);
                if (running.Answers())
                {
                    s_alive.Add(running);
                    return running.Url;
                }

                running.Stop();
            }

            Sweep();
            while (s_alive.Count >= MostAlive)
            {
                s_alive[0].Stop();
                s_alive.RemoveAt(0);
            }

            var server = new SparkServer(spark, Scripts!, Path.Combine(Root, $"{spark.Version}-{spark.Master.Replace("[2]", "", StringComparison.Ordinal)}"));
            s_alive.Add(server);
            return await server.StartAsync();
        }
        finally
        {
            s_gate.Release();
        }
    }

    /// <summary>What a running server, its executors and workers have said so far.</summary>
    internal static async Task<string> LogAsync(Spark spark)
    {
        await s_gate.WaitAsync();
        try
        {
            return s_alive.Single(server => server.Spark == spark).Log;
        }
        finally
        {
            s_gate.Release();
        }
    }

    /// <summary>A server for one test alone, to be disposed of by it; skips the test where there is none.</summary>
    internal static async Task<SparkServer> OwnAsync(
        Spark spark, string name, IReadOnlyDictionary<string, string>? confs = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        Assert.SkipWhen(WhySkipped(spark) is not null, WhySkipped(spark) ?? "");
        var server = new SparkServer(spark, Scripts!, Path.Combine(Root, name), confs, environment);
        await server.StartAsync();
        return server;
    }

    /// <summary>Stops all, by the pids that their folders hold.</summary>
    internal static void StopAll()
    {
        foreach (var server in s_alive)
        {
            server.Stop();
        }

        s_alive.Clear();
        if (Directory.Exists(Root))
        {
            Directory.Delete(Root, recursive: true);
        }
    }

    private static string? Scripts { get; } = Checkout.Shared("spark", "spark-connect-server") is { } start ? Path.GetDirectoryName(start) : null;

    private static string? OverrideVersion
    {
        get
        {
            var home = Environment.GetEnvironmentVariable("SPARK_HOME");
            var jar = home is { Length: > 0 } ? Directory.EnumerateFiles(Path.Combine(home, "jars"), "spark-core_*.jar").FirstOrDefault() : null;
            return jar is null ? null : Path.GetFileNameWithoutExtension(jar).Split('-')[^1];
        }
    }

    // What a killed run left running.
    private static void Sweep()
    {
        if (s_swept)
        {
            return;
        }

        s_swept = true;
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), "tensorframes-spark-*"))
        {
            if (int.TryParse(Path.GetFileName(folder).Split('-')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && pid != Environment.ProcessId && !Alive(pid))
            {
                foreach (var server in Directory.EnumerateDirectories(folder))
                {
                    new SparkServer(SparkRows.Main, Scripts!, server).Stop();
                }

                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static bool Alive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
