using System.Diagnostics;

namespace TensorFrames.Spark.Tests.Failures;

/// <summary>Processes of this machine that run under one of this assembly's servers, found by their command lines.</summary>
internal static class Processes
{
    /// <summary>Workers, started for whichever session, that descend from this test run's servers.</summary>
    internal static int[] Workers() => Find(c => c.Split('\0')[0].EndsWith("/tensorframes-worker", StringComparison.Ordinal)); // and not what unpacks its archive

    /// <summary>Executors' JVMs.</summary>
    internal static int[] Executors() => Find(c => c.Contains("CoarseGrainedExecutorBackend", StringComparison.Ordinal));

    /// <summary>A worker's working folder, which is the session's own on its executor.</summary>
    internal static string Folder(int pid) => File.ResolveLinkTarget($"/proc/{pid}/cwd", returnFinalTarget: false)?.FullName ?? "";

    internal static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
    }

    /// <summary>Processor time used so far, in seconds.</summary>
    internal static double CpuSeconds(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.TotalProcessorTime.TotalSeconds;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It has ended meanwhile.
            return 0;
        }
    }

    internal static async Task<int[]> WaitForAsync(Func<int[]> find, Func<int[], bool> until, TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var found = find();
            if (until(found) || watch.Elapsed > limit)
            {
                return found;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    // Other test runs may use this machine too: a server's folder stands in the working directory or the command of all that it starts.
    private static int[] Find(Func<string, bool> command) =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(int.Parse!)
            .Where(pid => Read(pid, "cmdline") is { } line && command(line) && Belongs(pid)),
    ];

    private static bool Belongs(int pid)
    {
        for (var at = pid; at > 1; at = Parent(at))
        {
            if ((Read(at, "cmdline") + Read(at, "environ")).Contains(SparkServers.Root, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What has started it: a worker's is its executor.</summary>
    internal static int Parent(int pid) =>
        Read(pid, "stat") is { Length: > 0 } stat ? int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]) : 0;

    private static string Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
