namespace TensorFrames.Spark.Worker.Tests.Support;

/// <summary>Connections recorded between Spark and PySpark's worker, where the shared folder is.</summary>
internal static class Captures
{
    internal const string Missing = "needs ../shared/spark/captures";

    internal static string? Folder { get; } = Find();

    /// <summary>Version/case, all 92 of them; one empty name where there are none, for a test to skip on.</summary>
    internal static IEnumerable<string> Names => Folder is null ? [""] : Directory.EnumerateFiles(Folder, "meta.json", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Folder, Path.GetDirectoryName(f)!)).Order(StringComparer.Ordinal);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("TFN_SHARED") is { Length: > 0 } shared)
        {
            return Existing(shared);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TensorFrames.Net.sln")))
            {
                return Existing(Path.Combine(folder.Parent!.FullName, "shared"));
            }
        }

        return null;
    }

    private static string? Existing(string shared) => Path.Combine(shared, "spark", "captures") is var folder && Directory.Exists(folder) ? folder : null;
}
