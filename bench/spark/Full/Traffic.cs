using TensorFrames.Bench.Results;
using TensorFrames.Bench.Spark.Workloads;

namespace TensorFrames.Bench.Spark.Full;

/// <summary>Bytes through the sockets of one job, both ways.</summary>
internal static class Traffic
{
    /// <summary>The counter beside a figure.</summary>
    internal const string SparksMetric = "by Spark's metric";

    /// <summary>None for a job that has no worker.</summary>
    internal static IEnumerable<Measurement> Of(JobCounts counts, string subject, Workload workload, string setting)
    {
        if (counts.Spark is { Sent: 0, Received: 0 })
        {
            return [];
        }

        return [Of("to workers", counts.BytesIn, counts.Spark.Sent), Of("from workers", counts.BytesOut, counts.Spark.Received)];

        Measurement Of(string way, double bytes, long spark) => new(
            Stages.Socket, subject, $"{workload.Case}, {way}", workload.Rows, bytes, "B", null, setting,
            new Dictionary<string, double>(StringComparer.Ordinal) { [SparksMetric] = spark }, counts.Worker is null ? "Spark's own metric" : "counted by the worker");
    }
}
