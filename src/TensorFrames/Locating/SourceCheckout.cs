namespace TensorFrames.Locating;

/// <summary>The <c>shared</c> folder beside a source checkout, seen only from what that checkout itself has built.</summary>
static class SourceCheckout
{
    const string Solution = "TensorFrames.Net.sln";
    static readonly string[] ProjectFolders = ["src", "tests", "bench"];

    /// <summary>The folder, whether or not it exists; null where the app is no build of a checkout.</summary>
    public static string? SharedFolder(Surroundings around) => Root(around.BaseDirectory) is not { } root
        ? null
        : around.Variable("TFN_SHARED") is { Length: > 0 } shared
            ? Path.GetFullPath(shared)
            : Path.GetFullPath(Path.Combine(root, "..", "shared"));

    static string? Root(string baseDirectory)
    {
        for (var folder = new DirectoryInfo(baseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                // A tool or an app installed somewhere below a checkout is not part of it: only src/NAME/bin/… is.
                var below = Path.GetRelativePath(folder.FullName, baseDirectory).Split(Path.DirectorySeparatorChar);
                return below.Length > 3 && ProjectFolders.Contains(below[0]) && below[2] == "bin" ? folder.FullName : null;
            }
        }
        return null;
    }
}
