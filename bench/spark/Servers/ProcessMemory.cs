using System.Globalization;
using TensorFrames.Bench.Check;

namespace TensorFrames.Bench.Spark;

/// <summary>What an executor's worker holds: its proportional set size, the largest seen while jobs ran.</summary>
internal sealed class Memory : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watch;
    private double _largest;

    private readonly string _server;

    /// <param name="server">The folder of the server whose workers are watched; it stands in their environment.</param>
    internal Memory(string server)
    {
        _server = server;
        _watch = Task.Run(WatchAsync);
    }

    internal Gate Gate(string version) => Check.Gate.Most("memory of the worker with two tasks (PSS)", _largest > 0 ? _largest : double.NaN, version.StartsWith("1.", StringComparison.Ordinal) ? 200 : 450, unit: " MB");

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
            foreach (var folder in Directory.EnumerateDirectories("/proc"))
            {
                try
                {
                    if (File.ReadAllText(Path.Combine(folder, "cmdline")).Contains("tensorframes-worker", StringComparison.Ordinal)
                        && File.ReadAllText(Path.Combine(folder, "environ")).Contains(_server, StringComparison.Ordinal))
                    {
                        var line = File.ReadLines(Path.Combine(folder, "smaps_rollup")).First(l => l.StartsWith("Pss:", StringComparison.Ordinal));
                        var kilobytes = double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
                        _largest = Math.Max(_largest, kilobytes / 1024);
                    }
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // No process, or one that has ended meanwhile.
                }
            }

            await Task.WhenAny(Task.Delay(200, _stop.Token));
        }
    }
}
