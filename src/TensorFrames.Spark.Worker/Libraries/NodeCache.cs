using TensorFrames.Locating;

namespace TensorFrames.Spark.Worker.Libraries;

/// <summary>Where a node keeps what sessions ship: in the user's cache, or where no home can be written to, among Spark's scratch folders.</summary>
internal static class NodeCache
{
    /// <exception cref="IOException">None of the places can be used.</exception>
    internal static string Folder(Surroundings around)
    {
        string[] others =
        [
            .. ScratchFolders.Of(around).Select(folder => Path.Combine(folder, "tensorframes-net")),
            Path.Combine(Path.GetTempPath(), $"tensorframes-net-{Environment.UserName}"),
        ];
        List<string> problems = [];
        foreach (var (place, isShared) in others.Where(Path.IsPathRooted).Select(p => (p, true)).Prepend((around.CacheFolder, false)))
        {
            var folder = Path.Combine(place, "shipped");
            if (Problem(place, folder, isShared) is not { } problem)
            {
                return folder;
            }

            problems.Add($"{place} ({problem})");
        }

        throw new IOException($"no folder can be used for it: {string.Join(", ", problems)}");
    }

    /// <summary>Others can tell the name of a folder in a shared place and be there first: what they put there would be loaded.</summary>
    private static string? Problem(string place, string folder, bool isShared)
    {
        try
        {
            if (isShared)
            {
                Directory.CreateDirectory(place, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                if (PrivateFolder.Problem(place) is { } problem)
                {
                    return problem;
                }
            }

            Directory.CreateDirectory(folder);
            using var probe = new FileStream(Path.Combine(folder, $".{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message.TrimEnd('.');
        }
    }
}
