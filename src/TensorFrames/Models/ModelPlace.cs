using System.Text.RegularExpressions;

namespace TensorFrames.Models;

/// <summary>What a path that is no frozen GraphDef holds: a SavedModel, or a checkpoint with its graph.</summary>
/// <param name="Graph">The file with the graph: saved_model.pb or a .meta.</param>
/// <param name="Folder">The SavedModel's folder; null for a checkpoint.</param>
/// <param name="Checkpoint">The checkpoint without <c>.index</c>.</param>
internal sealed partial record ModelPlace(string Graph, string? Folder, string Checkpoint)
{
    private const string SavedModel = "saved_model.pb";

    /// <summary>Whether this path is of a model, and not of a frozen graph.</summary>
    public static bool Is(string path) => Directory.Exists(path) || path.EndsWith(".meta", StringComparison.Ordinal) || Path.GetFileName(path) == SavedModel;

    /// <exception cref="GraphException">There is no model here; the error says what is.</exception>
    public static ModelPlace Of(string path, string? checkpoint)
    {
        if (Directory.Exists(path))
        {
            return File.Exists(Path.Combine(path, SavedModel)) ? OfSavedModel(path) : OfCheckpoints(path, checkpoint);
        }

        if (Path.GetFileName(path) == SavedModel)
        {
            return OfSavedModel(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }

        return path.EndsWith(".meta", StringComparison.Ordinal) ? new(path, null, checkpoint ?? Beside(path))
            : throw new GraphException($"'{path}' is no model: neither a SavedModel's folder nor a checkpoint's graph (.meta). Fix: load a frozen GraphDef (.pb) as a graph.");
    }

    private static ModelPlace OfSavedModel(string folder) => new(Path.Combine(folder, SavedModel), folder, Path.Combine(folder, "variables", "variables"));

    private static ModelPlace OfCheckpoints(string folder, string? checkpoint)
    {
        if (File.Exists(Path.Combine(folder, "saved_model.pbtxt")))
        {
            throw new GraphException($"'{folder}' holds a SavedModel in text form (saved_model.pbtxt). Fix: save it in the binary form.");
        }

        var latest = Latest(folder);
        var meta = latest is not null && File.Exists(latest + ".meta") ? [latest + ".meta"] : Directory.GetFiles(folder, "*.meta");
        return meta switch
        {
            [var only] => new(only, null, checkpoint ?? Beside(only)),
            [] when latest is not null || Directory.GetFiles(folder, "*.index").Length != 0 =>
                throw new GraphException($"'{folder}' holds a checkpoint without a graph (no .meta): it has values only. Fix: give the SavedModel, or the .meta file of its program."),
            [] => throw new GraphException($"'{folder}' is a folder without a model: it has neither {SavedModel} nor a checkpoint's graph (.meta). Fix: the folder that has."),
            _ => throw new GraphException($"'{folder}' has several graphs: {string.Join(", ", meta.Select(m => $"'{Path.GetFileName(m)}'").Order(StringComparer.Ordinal).Take(10))}. Fix: name one of them."),
        };
    }

    // The values of x.meta are x.index; where there are none, the folder's only or latest ones.
    private static string Beside(string meta)
    {
        var prefix = meta[..^".meta".Length];
        var folder = Path.GetDirectoryName(Path.GetFullPath(meta))!;
        return File.Exists(prefix + ".index") ? prefix : Latest(folder) ?? (Directory.GetFiles(folder, "*.index") is [var only] ? only[..^".index".Length] : prefix);
    }

    // The file 'checkpoint' names the latest one; a name that leads out of the folder is not followed.
    private static string? Latest(string folder)
    {
        var state = Path.Combine(folder, "checkpoint");
        if (!File.Exists(state) || new FileInfo(state).Length > (1 << 20))
        {
            return null;
        }

        var named = StateLine().Match(File.ReadAllText(state));
        return named.Success && Path.Combine(folder, Path.GetFileName(named.Groups["path"].Value)) is var prefix && File.Exists(prefix + ".index") ? prefix : null;
    }

    [GeneratedRegex("^model_checkpoint_path: \"(?<path>[^\"\\n]*)\"", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StateLine();
}
