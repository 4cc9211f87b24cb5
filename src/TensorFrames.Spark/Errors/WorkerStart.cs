using System.Text.RegularExpressions;

namespace TensorFrames.Spark;

/// <summary>What Spark says when an executor cannot start the worker, in the user's terms.</summary>
internal static partial class WorkerStart
{
    /// <summary>The message with its cause and fix in front; as it was where it tells of something else.</summary>
    internal static string Explain(string message)
    {
        if (NoGlibc().Match(message) is { Success: true } glibc)
        {
            return $"The worker cannot start on an executor: it needs glibc {glibc.Groups["version"].Value}, and the machine there has an older one. "
                + "Fix: executors on a newer system, or a worker built on a system as old as theirs (ShipOptions.Worker, ShipOptions.InstalledWorker). "
                + $"Spark's own words: {message}";
        }

        return NoProgram().Match(message) is { Success: true } program
            ? $"The worker '{program.Groups["path"].Value}' cannot be started on an executor: {program.Groups["why"].Value}. "
                + "Fix: let the session ship it (no ShipOptions.InstalledWorker), or install what 'tframes worker pack' writes at that path on every node, with the right to run it. "
                + $"Spark's own words: {message}"
            : message;
    }

    [GeneratedRegex(@"version `GLIBC_(?<version>[0-9.]+)' not found", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NoGlibc();

    [GeneratedRegex(@"Cannot run program ""(?<path>[^""]*tensorframes-worker)""[^\n]*?error=\d+, (?<why>[^\n]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NoProgram();
}
