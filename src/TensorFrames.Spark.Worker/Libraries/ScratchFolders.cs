using TensorFrames.Locating;

namespace TensorFrames.Spark.Worker.Libraries;

/// <summary>The folders that Spark gives its executors for what they cannot hold: on disks with room, unlike the system's for temporary files.</summary>
internal static class ScratchFolders
{
    internal static IEnumerable<string> Of(Surroundings around) =>
        (around.Variable("SPARK_LOCAL_DIRS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(Path.IsPathRooted);

    /// <summary>The first that is there; null for none.</summary>
    internal static string? First(Surroundings around) => Of(around).FirstOrDefault(Directory.Exists);
}
