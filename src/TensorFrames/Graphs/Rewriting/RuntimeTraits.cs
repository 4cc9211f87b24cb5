namespace TensorFrames.Graphs.Rewriting;

/// <summary>What a version of TensorFlow does that no call of its C API tells.</summary>
internal static class RuntimeTraits
{
    /// <summary>
    /// Whether <c>INT_MIN / -1</c> and its remainder kill the process. Measured: 1.15.0 does, 2.21.0 does not; versions
    /// between were not run, and a guard too many costs time only.
    /// </summary>
    public static bool TrapsOnIntegerOverflow(string version) => Number(version) is not { } number || number < new Version(2, 21);

    /// <summary>Whether grappler's constant folding aborts on what newer versions report as an error. Measured as above.</summary>
    public static bool FoldingAborts(string version) => TrapsOnIntegerOverflow(version);

    /// <summary>The newest GraphDef version that a runtime reads, where it is known; else null, and the runtime itself will say.</summary>
    public static int? GraphVersion(string version) => version.StartsWith("1.15.", StringComparison.Ordinal) ? 134 : null;

    private static Version? Number(string version)
    {
        // 2.18.0-rc1 is 2.18.0 here.
        var end = version.IndexOf('-', StringComparison.Ordinal);
        return Version.TryParse(end < 0 ? version : version[..end], out var number) ? number : null;
    }
}
