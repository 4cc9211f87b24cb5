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
            return Follow(Path.GetFullPath(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GraphException($"'{source}': the links on the way to '{path}' cannot be followed: {e.Message.TrimEnd('.')}. Fix: copy the model with its files in place of links (cp -rL).", e);
        }
    }

    // Part by part, as the kernel does it: ".." in a link leads out of the folder that the way has really come to.
    private static string Follow(string path)
    {
        var (real, links) = ("/", 0);
        var parts = new Stack<string>(Parts(path));
        while (parts.TryPop(out var part))
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? "/";
            }
            else if (new FileInfo(Path.Combine(real, part)).LinkTarget is { } target)
            {
                real = ++links > MostLinks ? throw new IOException("too many links") : target.StartsWith('/') ? "/" : real;
                foreach (var next in Parts(target))
                {
                    parts.Push(next);
                }
            }
            else
            {
                real = Path.Combine(real, part);
            }
        }

        return real;
    }

    private static IEnumerable<string> Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != ".").Reverse();
}
