using BenchmarkDotNet.Analysers;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Validators;

namespace TensorFrames.Bench.Benchmarks;

/// <summary>
/// Bytes borrowed and copied by an operation, as the library counts them, and native bytes still in use when the benchmark's clean-up is
/// done. Read between iterations, so it costs nothing and needs no run of its own.
/// </summary>
internal sealed class BytesDiagnoser : IDiagnoser
{
    private readonly Dictionary<BenchmarkCase, IReadOnlyList<Metric>> _metrics = [];
    private StageCounts? _before;
    private StageCounts? _counted;

    public IEnumerable<string> Ids => [nameof(BytesDiagnoser)];

    public IEnumerable<IExporter> Exporters => [];

    public IEnumerable<IAnalyser> Analysers => [];

    public BenchmarkDotNet.Diagnosers.RunMode GetRunMode(BenchmarkCase benchmarkCase) => BenchmarkDotNet.Diagnosers.RunMode.NoOverhead;

    public void Handle(HostSignal signal, DiagnoserActionParameters parameters)
    {
        switch (signal)
        {
            case HostSignal.BeforeAnythingElse:
                (StageCounts.Now, StageCounts.Held, _before, _counted) = (null, null, null, null);
                break;
            case HostSignal.BeforeActualRun:
                _before = StageCounts.Now?.Invoke();
                break;
            case HostSignal.AfterActualRun:
                _counted = StageCounts.Now?.Invoke();
                break;
            case HostSignal.AfterAll:
                _metrics[parameters.BenchmarkCase] = [.. Measured()];
                break;
        }
    }

    public IEnumerable<Metric> ProcessResults(DiagnoserResults results) => _metrics.GetValueOrDefault(results.BenchmarkCase, []);

    public void DisplayResults(ILogger logger)
    {
    }

    public IEnumerable<ValidationError> Validate(ValidationParameters validationParameters) => [];

    private IEnumerable<Metric> Measured()
    {
        if (_before is { } before && _counted is { } after && after.Operations > before.Operations)
        {
            var operations = (double)(after.Operations - before.Operations);
            yield return new Metric(BytesMetric.Borrowed, (after.BorrowedBytes - before.BorrowedBytes) / operations);
            yield return new Metric(BytesMetric.Copied, (after.CopiedBytes - before.CopiedBytes) / operations);
        }

        yield return new Metric(BytesMetric.Live, Settled());
    }

    /// <summary>Native bytes in use once TensorFlow's threads have let go of the last feeds, which they do when they please, and the collector of columns nobody disposed.</summary>
    internal static long Settled()
    {
        for (var tries = 0; tries < 100 && StageCounts.LiveBytes(Runtimes.Newest) != 0; tries++)
        {
            Thread.Sleep(2);
        }

        return StageCounts.LiveBytes(Runtimes.Newest);
    }
}
