namespace TensorFrames.Models.Values;

/// <summary>Where a file really lies: links on the way to it are followed.</summary>
internal static class RealPath
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <exception cref="GraphException">Its links lead in a circle, or cannot be read.</exception>
    public static string Of(string path, string source)
    {
        try
        {
            var links = MostLinks;
            return Of(Path.GetFullPath(path), ref links);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GraphException($"'{source}': the links on the way to '{path}' cannot be followed: {e.Message.TrimEnd('.')}. Fix: copy the model with its files in place of links (cp -rL).", e);
        }
    }

    private static string Of(string path, ref int links)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            var target = File.ResolveLinkTarget(next, returnFinalTarget: false)?.FullName;
            real = target is null ? next : links-- > 0 ? Of(Path.GetFullPath(target), ref links) : throw new IOException("too many links");
        }

        return real;
    }
}
