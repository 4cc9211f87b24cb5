using TensorFrames.Models.Bundles;

namespace TensorFrames.Models.Checkpoints;

/// <summary>The checkpoint that a user named: its prefix, one of its files, or a folder with the file <c>checkpoint</c>.</summary>
internal static class CheckpointPath
{
    /// <exception cref="GraphException">There is none, or it is of a form that is not read; the message says what there is.</exception>
    public static Bundle Open(string path)
    {
        if (Path.GetFileName(path) is "" or ".index" && !Directory.Exists(path))
        {
            throw new GraphException($"'{path}' names no checkpoint. Fix: the path of a checkpoint, without .index.");
        }

        try
        {
            var prefix = path.EndsWith(".index", StringComparison.Ordinal) ? path[..^".index".Length]
                : Directory.Exists(path) && !File.Exists(path + ".index") ? ModelPlace.Latest(path) ?? Only(path) : path;
            return Bundle.Open(prefix) ?? throw Missing(prefix);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GraphException($"The checkpoint '{path}' cannot be read: {e.Message.TrimEnd('.')}. Fix: the path of a checkpoint that this user may read.", e);
        }
    }

    private static string Only(string folder) => Prefixes(folder) switch
    {
        [var only] => Path.Combine(folder, only),
        [] => throw new GraphException($"'{folder}' is a folder without a checkpoint: it has no .index file. Fix: the path of a checkpoint, without .index."),
        var several => throw new GraphException($"'{folder}' has several checkpoints: {List(several)}. Fix: name one of them."),
    };

    private static GraphException Missing(string prefix)
    {
        if (File.Exists(prefix))
        {
            return new($"'{prefix}' is no checkpoint of TensorFlow 0.12 or later, which has the files '{Path.GetFileName(prefix)}.index' and '.data-…'. Fix: the path without .index, or restore it and save it again with a newer TensorFlow.");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(prefix))!;
        var there = Directory.Exists(folder) ? Prefixes(folder) : [];
        return new($"There is no checkpoint '{prefix}' (no file '{Path.GetFileName(prefix)}.index'){(there.Length == 0 ? "" : $"; its folder has: {List(there)}")}. Fix: the path of a checkpoint, without .index.");
    }

    private static string[] Prefixes(string folder) => [.. Directory.GetFiles(folder, "*.index").Select(f => Path.GetFileName(f)[..^".index".Length]).Order(StringComparer.Ordinal)];

    private static string List(string[] names) => string.Join(", ", names.Take(10).Select(n => $"'{n}'")) + (names.Length > 10 ? ", …" : "");
}
