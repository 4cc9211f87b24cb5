using TensorFrames.Bench.Results;
using TensorFrames.Bench.Spark.Workloads;

namespace TensorFrames.Bench.Spark.Full;

/// <summary>Bytes through the sockets of one job, both ways.</summary>
internal static class Traffic
{
    /// <summary>None for a job that has no worker.</summary>
    internal static IEnumerable<Measurement> Of(JobCounts counts, string subject, Workload workload, string setting)
    {
        if (counts.Spark is { Sent: 0, Received: 0 })
        {
            return [];
        }

        return [Of("to workers", counts.Spark.Sent, counts.Worker?.Read), Of("from workers", counts.Spark.Received, counts.Worker?.Written)];

        Measurement Of(string way, long spark, double? worker) => new(
            Stages.Socket, subject, $"{workload.Case}, {way}", workload.Rows, spark, "B", null, setting,
            worker is { } own ? new Dictionary<string, double>(StringComparer.Ordinal) { ["counted by the worker"] = own } : null,
            "Spark's own metric");
    }
}
