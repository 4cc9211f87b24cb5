using System.Globalization;

namespace TensorFrames.Bench.Spark.Servers;

/// <summary>What executors hold: the proportional set size of their processes, the largest seen while jobs ran.</summary>
internal sealed class ProcessMemory : IDisposable
{
    internal const string Worker = "worker";
    internal const string Jvm = "JVM";
    internal const string Python = "Python workers";

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watch;
    private readonly string _folder;
    private readonly Dictionary<string, double> _largest = new(StringComparer.Ordinal);

    /// <param name="folder">The folder of the server whose processes are watched.</param>
    internal ProcessMemory(string folder)
    {
        _folder = folder;
        _watch = Task.Run(WatchAsync);
    }

    /// <summary>Of the largest <see cref="Worker"/> or <see cref="Jvm"/>, or of all <see cref="Python"/> together; null where none was seen.</summary>
    internal double? Bytes(string kind)
    {
        lock (_largest)
        {
            return _largest.TryGetValue(kind, out var bytes) ? bytes : null;
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _watch.GetAwaiter().GetResult();
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var python = 0.0;
            foreach (var (kind, bytes) in Directory.EnumerateDirectories("/proc").Select(Of).OfType<(string, double)>())
            {
                python += kind == Python ? bytes : 0;
                Note(kind, kind == Python ? python : bytes);
            }

            await Task.WhenAny(Task.Delay(200, _stop.Token));
        }
    }

    private void Note(string kind, double bytes)
    {
        lock (_largest)
        {
            _largest[kind] = Math.Max(_largest.GetValueOrDefault(kind), bytes);
        }
    }

    private (string Kind, double Bytes)? Of(string process)
    {
        try
        {
            if (Kind(File.ReadAllText(Path.Combine(process, "cmdline"))) is not { } kind
                || !File.ReadAllText(Path.Combine(process, "environ")).Contains(_folder, StringComparison.Ordinal))
            {
                return null;
            }

            var line = File.ReadLines(Path.Combine(process, "smaps_rollup")).First(l => l.StartsWith("Pss:", StringComparison.Ordinal));
            return (kind, 1024 * double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // No process, or one that has ended meanwhile.
            return null;
        }
    }

    // An executor's JVM; in local mode, and under PySpark's own session, the driver's, which does its work.
    private static string? Kind(string command) =>
        command.Split('\0')[0].EndsWith("/tensorframes-worker", StringComparison.Ordinal) ? Worker
        : command.Contains("CoarseGrainedExecutorBackend", StringComparison.Ordinal) ? Jvm
        : command.Contains("org.apache.spark.deploy.SparkSubmit", StringComparison.Ordinal) && command.Contains("local[", StringComparison.Ordinal) ? Jvm
        : command.Contains("pyspark.daemon", StringComparison.Ordinal) ? Python
        : null;
}
