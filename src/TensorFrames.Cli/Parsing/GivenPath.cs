namespace TensorFrames.Cli.Parsing;

/// <summary>A path as it was given; an empty one is most often a shell's variable that was not set.</summary>
internal static class GivenPath
{
    /// <exception cref="UsageException">It is empty.</exception>
    internal static string Check(string name, string path) => path.Length > 0 ? path : throw new UsageException($"{name}: the path is empty.");
}
