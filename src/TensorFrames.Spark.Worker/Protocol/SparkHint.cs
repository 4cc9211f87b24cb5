namespace TensorFrames.Spark.Worker.Protocol;

/// <summary>Spark's version as the worker's environment tells it, for functions that do not say it themselves.</summary>
internal static class SparkHint
{
    private const string CoreJar = "spark-core_";

    internal static SparkVersion? From(Func<string, string?> variable) =>
        OfCoreJar(variable("PYTHONPATH"))
        ?? (variable("SPARK_PYTHON_RUNTIME") is not null ? SparkVersion.V42
            : variable("PYTHON_DAEMON_KILL_WORKER_ON_FLUSH_FAILURE") is not null || variable("PYTHON_UNIX_DOMAIN_ENABLED") is not null ? SparkVersion.V41
            : variable("PYTHON_UDF_BATCH_SIZE") is not null ? SparkVersion.V40
            : null);

    /// <summary>…/spark-core_2.13-4.3.0.jar among the path's entries.</summary>
    private static SparkVersion? OfCoreJar(string? path)
    {
        foreach (var entry in (path ?? "").Split(':'))
        {
            var name = Path.GetFileName(entry);
            if (name.StartsWith(CoreJar, StringComparison.Ordinal) && name.EndsWith(".jar", StringComparison.Ordinal)
                && name.IndexOf('-', CoreJar.Length) is > 0 and var dash)
            {
                return SparkVersion.Parse(name.AsSpan(dash + 1));
            }
        }

        return null;
    }
}
