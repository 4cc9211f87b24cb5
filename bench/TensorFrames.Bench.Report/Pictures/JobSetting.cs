using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Report.Pictures;

/// <summary>A Spark figure's setting, taken apart: "4.3.0, standalone, 2 executors × 1 core, 8,192 rows a batch".</summary>
internal sealed record JobSetting(string Version, string Deployment, long? BatchRows)
{
    internal const string Local = "local[2]";

    internal bool IsLocal => Deployment == Local;

    internal static JobSetting Of(Measurement measurement)
    {
        var parts = measurement.Setting.Split(", ");
        var deployment = parts.Skip(1).Where(p => BatchSize.RowsOf(p) is null && !p.Contains(measurement.Case, StringComparison.Ordinal));
        return new(parts[0], string.Join(", ", deployment), BatchSize.RowsOf(measurement.Setting));
    }

    /// <summary>The newest version among figures.</summary>
    internal static string Newest(IEnumerable<Measurement> measurements) =>
        measurements.Select(m => Of(m).Version).MaxBy(v => System.Version.TryParse(v, out var parsed) ? parsed : new Version()) ?? "";
}
