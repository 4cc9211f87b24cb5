using TensorFrames.Bench.Report.Pictures;
using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Report.CostModel;

/// <summary>A job that was measured.</summary>
/// <param name="Place">Where: "1 executor", "2 executors", "local[2]".</param>
/// <param name="Name">Which, for people.</param>
internal sealed record Observation(string Place, string Name, Measurement Measured, Job Job, double Seconds)
{
    /// <summary>Jobs whose way the model knows: all rows to a worker and back, or none.</summary>
    private static readonly string[] s_known = [JobNames.Scan, JobNames.Echo, Subjects.Job, JobNames.Trimmed];

    /// <summary>All jobs of the newest Spark that was measured.</summary>
    internal static IReadOnlyList<Observation> All(ResultFile spark)
    {
        var jobs = spark.Measurements.Where(m => m.Stage == Stages.Job && m is { Value: > 0, Counters: not null } && s_known.Contains(m.Subject)).ToArray();
        var newest = JobSetting.Newest(jobs);
        return [.. jobs.Where(m => JobSetting.Of(m).Version == newest).Select(m => Of(m, spark.Machine.Cores)).OfType<Observation>(), .. Halves(spark, newest)];
    }

    // Jobs that send all rows and take back next to none: what is known of them is a stage.
    private static IEnumerable<Observation> Halves(ResultFile spark, string newest)
    {
        var stages = spark.Measurements.Where(m => m is { Stage: Stages.JobStage, Value: not null } && JobSetting.Of(m).Version == newest).ToArray();
        foreach (var sent in stages.Where(m => m.Subject.StartsWith("rows to Arrow", StringComparison.Ordinal)))
        {
            var scan = stages.FirstOrDefault(m => m.Subject == "Spark's scan" && (m.Case, m.Setting) == (sent.Case, sent.Setting));
            var whole = spark.Measurements.FirstOrDefault(m => m is { Stage: Stages.Job, Subject: Subjects.Job } && (m.Case, m.Rows, m.Setting) == (sent.Case, sent.Rows, sent.Setting));
            if (scan is not null && whole is not null && Job.Of(whole, spark.Machine.Cores) is { } job)
            {
                var measured = whole with { Subject = "rows sent, none back", Value = scan.Value + sent.Value };
                yield return new(Where(measured), Named(measured), measured, job with { BytesOut = 0 }, measured.Value!.Value);
            }
        }
    }

    private static Observation? Of(Measurement measured, int cores) =>
        Job.Of(measured, cores) is { } job ? new(Where(measured), Named(measured), measured, job, measured.Value!.Value) : null;

    private static string Where(Measurement m) => JobSetting.Of(m) is { IsLocal: true } ? JobSetting.Local : m.Counters!["executors"] == 1 ? "1 executor" : $"{m.Counters["executors"]} executors";

    private static string Named(Measurement m)
    {
        var batch = JobSetting.Of(m).BatchRows is { } rows and not 8_192 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $", {rows:N0} rows a batch") : "";
        var table = m.Rows < 1000 ? m.Case : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{m.Rows / 1e6:0.###} M × {m.Case}");
        return $"{m.Subject}, {table}{batch}";
    }
}
