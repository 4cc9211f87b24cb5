using System.Diagnostics;

namespace TensorFrames.Bench.Spark;

/// <summary>A Connect server of one version on local[2], started by the scripts in ../shared/spark and stopped at the end.</summary>
internal sealed class SparkServer : IDisposable
{
    private readonly string _script;
    private readonly string _folder;

    private SparkServer(string script, string folder, string url) => (_script, _folder, Url) = (script, folder, url);

    internal string Url { get; }

    internal static SparkServer Start(string shared, string version, string folder)
    {
        var script = Path.Combine(shared, "spark", "spark-connect-server");
        var url = Run(script, "--dir", folder, "--version", version, "--port", "0", "--master", "local[2]", "--conf", "spark.driver.memory=4g");
        return new SparkServer(script, folder, url);
    }

    public void Dispose() => Run(_script, "--stop", "--dir", _folder);

    private static string Run(string script, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(script, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{script} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
