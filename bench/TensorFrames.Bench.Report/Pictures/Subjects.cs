using TensorFrames.Bench.Results;

namespace TensorFrames.Bench.Report.Pictures;

/// <summary>Whose figures: ours first, others as they come.</summary>
internal static class Subjects
{
    internal const string Ours = "ours";

    /// <summary>Our job on Spark that stands for all of them.</summary>
    internal const string Job = JobNames.Map;

    private static readonly string[] s_known = [Ours, "C loop", "memcpy", "value by value", "stock C data", "Apache.Arrow"];

    /// <summary>The style of a subject, the same in all pictures.</summary>
    internal static int? Style(string subject) => System.Array.IndexOf(s_known, subject) is var at and >= 0 ? at : null;

    internal static IReadOnlyList<string> Ordered(IEnumerable<Measurement> measurements) =>
        [.. measurements.Select(m => m.Subject).Distinct().OrderBy(s => Style(s) ?? s_known.Length)];
}
