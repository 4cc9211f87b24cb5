namespace TensorFrames.Spark.Worker.Process;

/// <summary>
/// Spark starts every worker as a Python: <c>-m MODULE …</c>. The module decides; how many words follow differs between
/// versions. Both modules can be renamed by a cluster's settings; then the environment tells which one it is.
/// </summary>
internal static class CommandLine
{
    internal const string Help = "tensorframes-worker is started by Spark's executors in place of Python (spark.sql.execution.pyspark.python); there is nothing to run by hand but --version.";

    internal static LaunchMode Parse(ReadOnlySpan<string> arguments, WorkerEnvironment environment) => arguments switch
    {
        ["-m", var module, ..] => OfModule(module, environment),
        ["-VV" or "--version", ..] => LaunchMode.Version,
        ["-c", ..] => LaunchMode.Script,
        _ => LaunchMode.Help,
    };

    private static LaunchMode OfModule(string module, WorkerEnvironment environment) =>
        module.Contains("daemon", StringComparison.Ordinal) ? LaunchMode.Daemon
        : module.Contains("worker", StringComparison.Ordinal) || environment.Port is not null || environment.SocketPath is not null ? LaunchMode.Simple
        : LaunchMode.Daemon;
}
