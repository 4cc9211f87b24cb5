using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>In this process, since libtensorflow takes a second to load; managed, borrowed, copied and live bytes beside the time.</summary>
internal sealed class BenchConfig : ManualConfig
{
    internal BenchConfig(int warmups = 3, int iterations = 7, double milliseconds = 20)
    {
        AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(warmups).WithIterationCount(iterations).WithIterationTime(TimeInterval.FromMilliseconds(milliseconds)).WithEvaluateOverhead(false).WithGcForce(false));
        AddLogger(NullLogger.Instance);
        AddDiagnoser(MemoryDiagnoser.Default, new BytesDiagnoser());
        AddFilter(new SimpleFilter(IsTelling));
        WithOptions(ConfigOptions.DisableLogFile | ConfigOptions.DisableOptimizationsValidator);
    }

    /// <summary>Leaves out what a single row does not tell: what it costs to go through rows by hand, and an exporter that looks at none.</summary>
    private static bool IsTelling(BenchmarkCase benchmark) =>
        benchmark.Descriptor.WorkloadMethod.Name is not (nameof(ColumnToTensorBenchmarks.ValueByValue) or nameof(ColumnToTensorBenchmarks.StockCData))
        || benchmark.Parameters["Case"] is StageCase { Rows: > 1 };
}
