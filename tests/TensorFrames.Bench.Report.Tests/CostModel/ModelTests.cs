using TensorFrames.Bench.Report.CostModel;

namespace TensorFrames.Bench.Report.Tests.CostModel;

/// <summary>The model finds what a job costs, and what it stands at.</summary>
public sealed class ModelTests
{
    private static readonly SparkCost s_spark = new(
        NextCore: 0.8, Start: 0.2, StartWithWorker: 0.1, StartLocal: 0.1, StartLocalWithWorker: 0.05,
        ScanRow: 9e-9, ScanByte: 1e-9, InBatch: 200e-6, InRow: 20e-9, InByte: 1.5e-9, OutRow: 10e-9, OutByte: 3e-9);

    private static readonly WorkerCost s_worker = new(Batch: 30e-6, ByteIn: 0.3e-9, ByteOut: 0.3e-9);
    private static readonly Model s_model = new(s_spark, s_worker);

    [Fact]
    public void Fitted_to_one_executor_and_to_two_tasks_in_one_it_predicts_two()
    {
        var random = new Random(1);
        var jobs = Jobs(slots: 1).Concat(Jobs(slots: 2).Select(j => j with { Local = true })).Select(j => (j, s_model.Predict(j).Seconds * (1 + (0.04 * (random.NextDouble() - 0.5))))).ToArray();
        var fitted = new Model(SparkCost.Fit(jobs, s_worker), s_worker);
        Assert.All(Jobs(slots: 2), j => Assert.InRange(fitted.Predict(j).Seconds / s_model.Predict(j).Seconds, 0.93, 1.07));
    }

    [Fact]
    public void A_job_of_two_rows_stands_at_its_start() => Assert.Equal("the job's start", s_model.Predict(Job(2, 8, 1, 2)).Bottleneck);

    [Fact]
    public void Two_tasks_on_two_cores_stand_at_the_cores_that_they_share() =>
        Assert.Equal("the cores, shared by all executors: Arrow to rows, 41 %", s_model.Predict(Job(20e6, 8, 2, 2)).Bottleneck);

    [Fact]
    public void With_cores_to_spare_it_is_the_jvms_thread_of_each_task() =>
        Assert.StartsWith("the JVM's thread of each task: Arrow to rows", s_model.Predict(Job(2e6, 128, 2, 64)).Bottleneck, StringComparison.Ordinal);

    [Fact]
    public void A_worker_that_takes_longer_than_all_else_is_named() =>
        Assert.Equal("our worker's thread of each task", new Model(s_spark, s_worker with { ByteIn = 100e-9 }).Predict(Job(20e6, 8, 1, 8)).Bottleneck);

    [Fact]
    public void More_executors_help_only_with_more_cores()
    {
        var two = s_model.Predict(Job(20e6, 8, 2, 2)).Seconds;
        Assert.Equal(two, s_model.Predict(Job(20e6, 8, 8, 2)).Seconds, 9);
        Assert.True(s_model.Predict(Job(20e6, 8, 8, 8)).Seconds < two / 2);
    }

    private static Job Job(double rows, int bytes, int slots, int cores) => new(rows, rows * bytes, rows * bytes, rows * bytes * 2, Math.Max(slots, Math.Ceiling(rows / 8192)), slots, cores, Local: false);

    // Of several widths and sizes, with and without a worker, in large batches and in small ones.
    private static IEnumerable<Job> Jobs(int slots)
    {
        foreach (var (rows, bytes) in new[] { (5e6, 8), (2e6, 32), (1e6, 36), (5e5, 132) })
        {
            foreach (var part in new[] { 1, 2, 8 })
            {
                var job = Job(rows / part, bytes, slots, 2);
                yield return job;
                yield return job with { BytesIn = 0, BytesOut = 0, Batches = 0 };
                yield return job with { BytesOut = 0 };
                yield return job with { BytesOut = job.BytesIn };
                yield return job with { Batches = job.Batches * 8 };
            }
        }
    }
}
