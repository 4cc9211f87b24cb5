using BenchmarkDotNet.Reports;
using TensorFrames.Bench.Benchmarks;
using Measurement = TensorFrames.Bench.Results.Measurement;

namespace TensorFrames.Bench.StageRun;

/// <summary>BenchmarkDotNet's summary as measurements.</summary>
internal static class StageResults
{
    private const double Nanosecond = 1e-9;

    /// <summary>In an order that does not change from run to run: by setting, case and rows.</summary>
    /// <exception cref="InvalidOperationException">A benchmark threw, or did not validate.</exception>
    internal static IEnumerable<Measurement> Of(string stage, Summary summary)
    {
        if (summary.HasCriticalValidationErrors)
        {
            throw new InvalidOperationException(string.Join('\n', summary.ValidationErrors.Select(e => e.Message)));
        }

        return summary.Reports.Select(report => Of(stage, report))
            .OrderBy(m => m.Setting, StringComparer.Ordinal).ThenBy(m => m.Case, StringComparer.Ordinal).ThenBy(m => m.Rows);
    }

    private static Measurement Of(string stage, BenchmarkReport report)
    {
        var work = (StageCase)report.BenchmarkCase.Parameters["Case"];
        if (report is not { Success: true, ResultStatistics: { } times })
        {
            throw new InvalidOperationException($"{report.BenchmarkCase.DisplayInfo} failed:\n{string.Join('\n', report.ExecuteResults.SelectMany(r => r.Results))}");
        }

        return new(
            stage, StageClasses.Subject(report.BenchmarkCase.Descriptor.WorkloadMethod.Name), work.Kind, work.Rows,
            times.Median * Nanosecond, "s", times.StandardDeviation * Nanosecond, Setting(stage, report), Counters(report));
    }

    // Bytes are read and written without TensorFlow.
    private static string Setting(string stage, BenchmarkReport report)
    {
        var work = (StageCase)report.BenchmarkCase.Parameters["Case"];
        return stage is Results.Stages.Read or Results.Stages.Write ? work.Setting
            : report.BenchmarkCase.Descriptor.WorkloadMethod.Name == nameof(RoundTripFileBenchmarks.OursOnAllCores) ? $"{Runtimes.Newest.Version}, all cores"
            : Runtimes.Newest.Version;
    }

    private static Dictionary<string, double> Counters(BenchmarkReport report)
    {
        var counters = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var metric in new[] { BytesMetric.Borrowed, BytesMetric.Copied, BytesMetric.Live })
        {
            if (report.Metrics.TryGetValue(metric.Id, out var value))
            {
                counters.Add(metric.Id, value.Value);
            }
        }

        if (report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) is { } managed)
        {
            counters.Add("managed bytes", managed);
        }

        return counters;
    }
}
