using TensorFrames.Locating;

namespace TensorFrames.Spark.Worker.Libraries;

/// <summary>Where a node keeps what sessions ship: in the user's cache, or where no home can be written to, among Spark's scratch folders.</summary>
internal static class NodeCache
{
    /// <exception cref="IOException">None of the places can be written to.</exception>
    internal static string Folder(Surroundings around)
    {
        string[] places =
        [
            around.CacheFolder,
            .. (around.Variable("SPARK_LOCAL_DIRS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(folder => Path.Combine(folder, "tensorframes-net")),
            Path.Combine(Path.GetTempPath(), $"tensorframes-net-{Environment.UserName}"),
        ];
        return places.Where(Path.IsPathRooted).Select(place => Path.Combine(place, "shipped")).FirstOrDefault(IsWritable)
            ?? throw new IOException($"no folder can be written to: {string.Join(", ", places)}");
    }

    private static bool IsWritable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var probe = new FileStream(Path.Combine(folder, $".{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
