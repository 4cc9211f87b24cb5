using System.Globalization;
using System.Text.Json;

namespace TensorFrames.Bench.Spark.Servers;

/// <summary>
/// What went between Spark's JVM and its workers in one action, as Spark's SQL metrics count it. The kernel's counts of the sockets are higher by
/// each task's header, some 8 KB with graph and settings in it, and by the ends of streams.
/// </summary>
/// <param name="Tasks">The action's tasks.</param>
/// <param name="WorkerTasks">Those with a worker.</param>
/// <param name="Sent">Bytes of batches to workers, on 4.0.5 of each task's last batch alone; without the few hundred of a stream's schema and end.</param>
/// <param name="Received">Bytes of batches from workers.</param>
internal sealed record PythonTraffic(int Tasks, int WorkerTasks, long Sent, long Received)
{
    private const string SentName = "data sent to Python workers";
    private const string ReceivedName = "data returned from Python workers";

    /// <summary>From lines of an event log. Jobs that belong to no action, such as one that reads a file's schema, are passed over.</summary>
    internal static PythonTraffic Of(IEnumerable<string> lines)
    {
        var stages = new HashSet<int>();
        var sum = new PythonTraffic(0, 0, 0, 0);
        foreach (var line in lines)
        {
            if (line.Contains("\"SparkListenerJobStart\"", StringComparison.Ordinal))
            {
                using var job = JsonDocument.Parse(line);
                if (job.RootElement.TryGetProperty("Properties", out var properties) && properties.TryGetProperty("spark.sql.execution.id", out _))
                {
                    stages.UnionWith(job.RootElement.GetProperty("Stage IDs").EnumerateArray().Select(id => id.GetInt32()));
                }
            }
            else if (line.Contains("\"SparkListenerTaskEnd\"", StringComparison.Ordinal))
            {
                using var task = JsonDocument.Parse(line);
                if (stages.Contains(task.RootElement.GetProperty("Stage ID").GetInt32()))
                {
                    sum = sum.With(task.RootElement.GetProperty("Task Info").GetProperty("Accumulables").EnumerateArray().ToArray());
                }
            }
        }

        return sum;
    }

    private PythonTraffic With(JsonElement[] counts)
    {
        var (sent, received) = (Sum(counts, SentName), Sum(counts, ReceivedName));
        return new(Tasks + 1, WorkerTasks + (sent > 0 ? 1 : 0), Sent + sent, Received + received);
    }

    private static long Sum(JsonElement[] counts, string name) => counts.Where(c => c.TryGetProperty("Name", out var n) && n.GetString() == name).Sum(c => Number(c.GetProperty("Update")));

    // Text in Spark's own logs, whatever the type.
    private static long Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetInt64() : long.Parse(value.GetString()!, CultureInfo.InvariantCulture);
}
