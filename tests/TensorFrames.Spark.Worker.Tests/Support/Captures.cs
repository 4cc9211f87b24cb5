using TensorFrames.Tests;

namespace TensorFrames.Spark.Worker.Tests.Support;

/// <summary>Connections recorded between Spark and PySpark's worker, where the shared folder is.</summary>
internal static class Captures
{
    internal const string Missing = "needs ../shared/spark/captures";

    internal static string? Folder { get; } = Checkout.Shared("spark", "captures");

    /// <summary>Version/case, all 92 of them; one empty name where there are none, for a test to skip on.</summary>
    internal static IEnumerable<string> Names => Folder is null ? [""] : Directory.EnumerateFiles(Folder, "meta.json", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Folder, Path.GetDirectoryName(f)!)).Order(StringComparer.Ordinal);
}
