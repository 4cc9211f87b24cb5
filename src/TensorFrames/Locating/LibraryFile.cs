namespace TensorFrames.Locating;

/// <summary>Finds the library inside a folder.</summary>
static class LibraryFile
{
    /// <summary>For messages: what a folder is searched for.</summary>
    public const string Names = "libtensorflow.so, .so.2, .so.1 or libtensorflow_cc.so.2";

    static readonly string[] Known =
        ["libtensorflow.so", "libtensorflow.so.2", "libtensorflow.so.1", "libtensorflow_cc.so.2", "libtensorflow_cc.so"];

    /// <summary>The library's path in <paramref name="folder"/> or its <c>lib/</c>; null where neither holds one.</summary>
    public static string? In(string folder) => Directly(folder) ?? Directly(Path.Combine(folder, "lib"));

    static string? Directly(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }
        return Known.Select(name => Path.Combine(folder, name)).FirstOrDefault(IsThere)
            ?? Directory.EnumerateFiles(folder, "libtensorflow.so.*").Where(IsThere)
                .OrderDescending(StringComparer.Ordinal).FirstOrDefault();
    }

    // File.Exists is true for a link to nothing.
    static bool IsThere(string path) =>
        File.Exists(path) && (File.ResolveLinkTarget(path, returnFinalTarget: true)?.Exists ?? true);
}
