namespace TensorFrames.Bench.Spark.Servers;

/// <summary>
/// What Spark says of its own jobs. Its pages show bytes rounded ("160.0 MiB"); its event log has each task's exact counts, in all versions,
/// and needs no port.
/// </summary>
/// <param name="folder">Where the one application of a server writes its log.</param>
internal sealed class EventLog(string folder)
{
    // Written at the end of an action; jobs that only read a file's schema have none.
    private const string ActionEnd = "SparkListenerSQLExecutionEnd\"";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private readonly LogTail _tail = new();

    /// <summary>The settings that a session needs for it: one plain file.</summary>
    internal static string[] Confs(string folder) =>
    [
        "spark.eventLog.enabled=true", $"spark.eventLog.dir=file:{folder}", "spark.eventLog.compress=false", "spark.eventLog.rolling.enabled=false",
    ];

    /// <summary>Forgets what was logged until now.</summary>
    internal void Mark() => Read();

    /// <summary>The counts of the action since the mark, once it has ended.</summary>
    /// <exception cref="InvalidOperationException">Its end is not logged.</exception>
    internal async Task<PythonTraffic> SinceMarkAsync()
    {
        var text = "";
        for (var until = DateTime.UtcNow + s_patience; !text.Contains(ActionEnd, StringComparison.Ordinal);)
        {
            if (DateTime.UtcNow > until)
            {
                throw new InvalidOperationException($"The end of a job is not in the event log in {folder}.");
            }

            await Task.Delay(20);
            text += Read();
        }

        return PythonTraffic.Of(text.Split('\n'));
    }

    // Events of actions are flushed as they come, and with them whatever stands before them.
    private string Read() => Directory.EnumerateFiles(folder).SingleOrDefault(f => !Path.GetFileName(f).StartsWith('.')) is { } file ? _tail.Read(file) : "";
}
