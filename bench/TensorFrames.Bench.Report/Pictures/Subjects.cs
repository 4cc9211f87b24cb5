using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Report.Pictures;

/// <summary>Whose figures: ours first, others as they come.</summary>
internal static class Subjects
{
    internal const string Ours = "ours";

    /// <summary>Our job on Spark that stands for all of them.</summary>
    internal const string Job = "MapBlocks";

    internal const string Scan = "scan";

    internal const string Echo = "echo";

    internal static IReadOnlyList<string> Ordered(IEnumerable<Measurement> measurements) =>
        [.. measurements.Select(m => m.Subject).Distinct().OrderBy(s => s == Ours ? 0 : 1)];
}
