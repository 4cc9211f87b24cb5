extern alias spark;

using spark::TensorFrames.Bench.Results;
using spark::TensorFrames.Bench.Spark;
using spark::TensorFrames.Bench.Spark.Full;
using TensorFrames.Tests;

namespace TensorFrames.Bench.Tests.Spark;

/// <summary>bench/spark --report, on a real Spark.</summary>
public sealed class FullSetTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    [Fact(SkipUnless = nameof(IsAsked), Skip = "takes minutes and needs ../shared/spark; TFN_FULL=1 runs it")]
    public async Task The_short_set_measures_every_stage_and_both_engines_count_the_same_bytes()
    {
        var (file, python) = (_folder.File("spark.json"), FakePython.Taking(_folder, "0.5", sent: 9));
        Assert.Equal(0, await SparkBench.RunAsync(["--report", "--short", "--versions", "4.3.0", "--python", python, "--out", file]));
        var figures = ResultFile.Read(file).Measurements;
        Assert.Superset(
            new HashSet<string>([Stages.Job, Stages.JobStage, Stages.ColdStart, Stages.Memory, Stages.Socket], StringComparer.Ordinal),
            figures.Select(f => f.Stage).ToHashSet(StringComparer.Ordinal));
        Assert.Equal(2, figures.Count(f => f is { Subject: "PySpark predict_batch_udf", Stage: Stages.Job, Value: 0.5 }));
        Assert.All(figures.Where(f => f.Stage == Stages.Job && f.Counters is not null), f => Assert.Equal(2, f.Counters!["partitions"]));

        // A stream's schema and end are the worker's alone.
        var counted = figures.Where(f => f is { Stage: Stages.Socket, Note: "counted by the worker" }).ToArray();
        Assert.NotEmpty(counted);
        Assert.All(counted, f => Assert.InRange(f.Value!.Value - f.Counters![Traffic.SparksMetric], 1, 2000));
    }

    public static bool IsAsked => FullRun.Asked && Checkout.Shared("spark") is not null;

    public void Dispose() => _folder.Dispose();
}
