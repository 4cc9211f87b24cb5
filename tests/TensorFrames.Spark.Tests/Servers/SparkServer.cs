using System.Diagnostics;
using System.Net.Sockets;

namespace TensorFrames.Spark.Tests;

/// <summary>One Connect server, and the standalone cluster under it where the row says so, in a folder of its own.</summary>
/// <param name="spark">Version and deployment.</param>
/// <param name="scripts">../shared/spark.</param>
/// <param name="folder">Its own.</param>
/// <param name="confs">Settings that only a server's start can give.</param>
/// <param name="environment">Variables for the JVM and all that it starts.</param>
internal sealed class SparkServer(
    Spark spark, string scripts, string folder, IReadOnlyDictionary<string, string>? confs = null, IReadOnlyDictionary<string, string>? environment = null) : IDisposable
{
    internal Spark Spark => spark;

    internal string Url { get; private set; } = "";

    /// <summary>The JVM that is Spark's driver.</summary>
    internal int ProcessId => int.Parse(File.ReadAllText(Path.Combine(folder, "server.pid")).Split(' ')[0]);

    /// <summary>What the JVM, the executors and the workers have said so far.</summary>
    internal string Log => string.Concat(Logs().Select(File.ReadAllText));

    private IEnumerable<string> Logs() =>
        [Path.Combine(folder, "server.log"), .. Directory.Exists(Cluster) ? Directory.EnumerateFiles(Cluster, "stderr", SearchOption.AllDirectories) : []];

    public void Dispose() => Stop();

    private string Cluster => Path.Combine(folder, "cluster");

    internal async Task<string> StartAsync()
    {
        Directory.CreateDirectory(folder);
        var master = spark.Master == Spark.Standalone
            ? await RunAsync("spark-standalone", "--dir", Cluster, "--version", spark.Version, "--workers", "2", "--port", "0")
            : spark.Master;
        Url = await RunAsync(
            "spark-connect-server",
            [
                "--dir", folder, "--version", spark.Version, "--port", "0", "--master", master,
                "--conf", "spark.executor.memory=900m", "--conf", "spark.sql.shuffle.partitions=2", "--conf", "spark.default.parallelism=2",
                .. (confs ?? new Dictionary<string, string>(StringComparer.Ordinal)).SelectMany(c => new[] { "--conf", $"{c.Key}={c.Value}" }),
            ]);
        return Url;
    }

    /// <summary>Whether its port still answers: a test may have brought it down.</summary>
    internal bool Answers()
    {
        try
        {
            using var client = new TcpClient("localhost", new Uri(Url).Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    internal void Stop()
    {
        RunAsync("spark-connect-server", "--stop", "--dir", folder).GetAwaiter().GetResult();
        if (Directory.Exists(Cluster))
        {
            RunAsync("spark-standalone", "--stop", "--dir", Cluster).GetAwaiter().GetResult();
        }
    }

    private async Task<string> RunAsync(string script, params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new(Path.Combine(scripts, script), arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true },
        };
        if (Environment.GetEnvironmentVariable("SPARK_HOME") is { Length: > 0 } home)
        {
            process.StartInfo.Environment["SPARK_HOME_OVERRIDE"] = home;
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            process.StartInfo.Environment[name] = value;
        }

        process.Start();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? (await output).Trim() : throw new InvalidOperationException($"{script} for Spark {spark}: {await errors}");
    }
}
