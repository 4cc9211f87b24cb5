namespace TensorFrames.Tests.Ipc;

/// <summary>Golden tables, where the machine has them.</summary>
internal static class GoldenStreams
{
    public const string Missing = Golden.Missing;

    public static string? Folder => Golden.Folder;

    public static bool Exists => Folder is not null;

    /// <summary>Every stream that is whole, by its path in the golden folder.</summary>
    public static IEnumerable<string> Whole() => Folder is null
        ? []
        : Directory.EnumerateFiles(Folder, "*.arrows", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path))
            .Where(path => !path.StartsWith("10_broken_tables", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
}
