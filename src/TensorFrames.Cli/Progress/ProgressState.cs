using System.Globalization;

namespace TensorFrames.Cli.Progress;

/// <summary>How far something has come: <paramref name="Done"/> of <paramref name="Total"/>, where that is known.</summary>
internal readonly record struct ProgressState(string What, long Done, long? Total, ProgressUnit Unit)
{
    internal double? Share => Total is > 0 and var total ? Math.Clamp((double)Done / total, 0, 1) : null;

    /// <summary>Such as <c>24 of 195 MiB</c>.</summary>
    internal string Amount => Unit == ProgressUnit.Bytes ? Text(Done >> 20, Total >> 20, "MiB") : Text(Done, Total, "rows");

    private static string Text(long done, long? total, string unit) => total is > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {total:N0} {unit}")
        : string.Create(CultureInfo.InvariantCulture, $"{done:N0} {unit}");
}

internal enum ProgressUnit
{
    Rows,
    Bytes,
}
