using System.Diagnostics;

namespace TensorFrames.Bench.Spark.Servers;

/// <summary>
/// A Connect server of one version, and the standalone cluster under it where executors of their own are asked for; started by the
/// scripts in ../shared/spark, stopped at the end.
/// </summary>
internal sealed class SparkServer : IDisposable
{
    private readonly string _scripts;

    private SparkServer(string scripts, string version, string folder, int executors)
    {
        (_scripts, Version, Folder, Executors) = (scripts, version, folder, executors);
        Log = new TaskLog(folder);
        Events = new EventLog(Path.Combine(folder, "events"));
    }

    internal string Version { get; }

    /// <summary>Its own; it stands in the environment or the working folder of all that it starts.</summary>
    internal string Folder { get; }

    /// <summary>Executors with one core each; 0 for local[2], where Spark's driver does their work on two cores.</summary>
    internal int Executors { get; }

    internal string Url { get; private init; } = "";

    internal TaskLog Log { get; }

    internal EventLog Events { get; }

    /// <summary>How it is deployed, in words.</summary>
    internal string Deployment => Executors switch { 0 => "local[2]", 1 => "standalone, 1 executor × 1 core", _ => $"standalone, {Executors} executors × 1 core" };

    private string Cluster => Path.Combine(Folder, "cluster");

    internal static SparkServer Start(string shared, string version, string folder, int executors = 0)
    {
        var scripts = Path.Combine(shared, "spark");
        var server = new SparkServer(scripts, version, folder, executors);
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "events"));
            var master = executors == 0 ? "local[2]" : server.Run(
                "spark-standalone", "--dir", server.Cluster, "--version", version, "--workers", $"{executors}", "--cores", "1", "--memory", "2g", "--port", "0");
            return new(scripts, version, folder, executors)
            {
                Url = server.Run(
                    "spark-connect-server",
                    [
                        "--dir", folder, "--version", version, "--port", "0", "--master", master,
                        "--conf", "spark.driver.memory=4g", "--conf", "spark.executor.memory=1500m", "--conf", "spark.default.parallelism=2",
                        .. EventLog.Confs(Path.Combine(folder, "events")).SelectMany(c => new[] { "--conf", c }),
                    ]),
            };
        }
        catch
        {
            server.StopWhatRuns();
            throw;
        }
    }

    /// <summary>Where a version's distribution lies; unpacked if need be.</summary>
    internal static string Home(string shared, string version) => Output(Path.Combine(shared, "spark", "spark-home"), [version]);

    public void Dispose()
    {
        Run("spark-connect-server", "--stop", "--dir", Folder);
        if (Directory.Exists(Cluster))
        {
            Run("spark-standalone", "--stop", "--dir", Cluster);
        }
    }

    // Of what may not have started; the error that led here is the one to be told.
    private void StopWhatRuns()
    {
        foreach (var (script, folder) in (ReadOnlySpan<(string, string)>)[("spark-connect-server", Folder), ("spark-standalone", Cluster)])
        {
            try
            {
                Run(script, "--stop", "--dir", folder);
            }
            catch (InvalidOperationException)
            {
                // It was not running.
            }
        }
    }

    private string Run(string script, params string[] arguments) => Output(Path.Combine(_scripts, script), arguments);

    private static string Output(string script, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(script, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{script} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
