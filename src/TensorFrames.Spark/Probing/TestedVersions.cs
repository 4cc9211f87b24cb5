namespace TensorFrames.Spark;

/// <summary>Which versions of Spark the project's tests run on.</summary>
internal static class TestedVersions
{
    // 4.2 was not to be had: its protocol is implemented as it is written.
    private static readonly string[] s_tested = ["3.5.9", "4.0.5", "4.1.4", "4.3.0"];

    /// <summary>What is known of a version, after its number.</summary>
    internal static string Verdict(SparkVersion version) =>
        s_tested.Contains(version.Text, StringComparer.Ordinal) ? "one of those tested"
        : s_tested.Any(t => SparkVersion.Parse(t).Number == version.Number) ? $"tested as {s_tested.First(t => SparkVersion.Parse(t).Number == version.Number)}"
        : version.Number == new Version(4, 2) ? "supported by its written protocol, not run against the real one"
        : $"not among those tested ({string.Join(", ", s_tested)})";
}
