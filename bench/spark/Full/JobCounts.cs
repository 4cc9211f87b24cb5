using TensorFrames.Bench.Spark.Servers;

namespace TensorFrames.Bench.Spark.Full;

/// <summary>
/// What one run of a job moves: bytes between the JVM and its workers by our worker's count and by Spark's own metrics. They agree on 3.5 and
/// 4.3 but for the few hundred bytes around the batches; 4.0.5 counts only a task's last batch to workers, so ours are taken where there are any.
/// </summary>
/// <param name="Spark">Spark's counts.</param>
/// <param name="Worker">Our worker's; null for a peer.</param>
internal sealed record JobCounts(PythonTraffic Spark, WorkerCounts? Worker)
{
    internal double BytesIn => Worker?.Read ?? Spark.Sent;

    internal double BytesOut => Worker?.Written ?? Spark.Received;

    internal static async Task<JobCounts> OfAsync(SparkServer server, Func<Task> job)
    {
        server.Events.Mark();
        server.Log.Mark();
        await job();
        var spark = await server.Events.SinceMarkAsync();
        return new(spark, await server.Log.SinceMarkAsync(spark.WorkerTasks));
    }

    internal static async Task<JobCounts> OfAsync(EventLog events, Func<Task> job)
    {
        events.Mark();
        await job();
        return new(await events.SinceMarkAsync(), null);
    }

    /// <summary>For <see cref="Results.Measurement.Counters"/>: what a model of a job's time needs.</summary>
    internal Dictionary<string, double> Counters(int executors, int batchRows)
    {
        var counters = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["executors"] = Math.Max(executors, 1),
            ["cores"] = executors == 0 ? 2 : executors,
            ["partitions"] = Spark.Tasks,
            ["rows a batch"] = batchRows,
            ["bytes in"] = BytesIn,
            ["bytes out"] = BytesOut,
        };
        if (Worker is { } worker)
        {
            counters["batches"] = worker.Batches;
        }

        return counters;
    }
}
