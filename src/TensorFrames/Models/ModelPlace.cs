using System.Text.RegularExpressions;

namespace TensorFrames.Models;

/// <summary>What a path that is no frozen GraphDef holds: a SavedModel, or a checkpoint's graph.</summary>
/// <param name="Graph">The file with the graph: saved_model.pb, a .meta, or a GraphDef whose values another checkpoint has.</param>
/// <param name="Folder">The SavedModel's folder; null for a checkpoint.</param>
/// <param name="Checkpoint">Its own checkpoint without <c>.index</c>; null where another one is named.</param>
internal sealed partial record ModelPlace(string Graph, string? Folder, string? Checkpoint)
{
    private const string SavedModel = "saved_model.pb";

    /// <summary>Whether the graph is a GraphDef, and no MetaGraphDef around one.</summary>
    public bool IsBare => Folder is null && !Graph.EndsWith(".meta", StringComparison.Ordinal);

    /// <summary>Whether this path is of a model, and not of a frozen graph.</summary>
    public static bool Is(string path) => Directory.Exists(path) || path.EndsWith(".meta", StringComparison.Ordinal) || Path.GetFileName(path) == SavedModel;

    /// <param name="path">A file or a folder.</param>
    /// <param name="given">The checkpoint that the user named; null: the graph's own.</param>
    /// <exception cref="GraphException">There is no model here; the error says what is.</exception>
    public static ModelPlace Of(string path, string? given)
    {
        if (Directory.Exists(path))
        {
            return File.Exists(Path.Combine(path, SavedModel)) ? OfSavedModel(path) : OfCheckpoints(path, given);
        }

        if (Path.GetFileName(path) == SavedModel)
        {
            return OfSavedModel(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }

        return path.EndsWith(".meta", StringComparison.Ordinal) ? OfMeta(path, given)
            : given is not null && File.Exists(path) ? new(path, null, null)
            : throw new GraphException($"'{path}' is no model: neither a SavedModel's folder nor a checkpoint's graph (.meta). Fix: load a frozen GraphDef (.pb) as a graph, or name the checkpoint that has its variables' values.");
    }

    /// <summary>The latest checkpoint of a folder by its file <c>checkpoint</c>, without <c>.index</c>; a name that leads out of the folder is not followed. Null: none.</summary>
    public static string? Latest(string folder)
    {
        var state = Path.Combine(folder, "checkpoint");
        if (!File.Exists(state) || new FileInfo(state).Length > (1 << 20))
        {
            return null;
        }

        var named = StateLine().Match(File.ReadAllText(state));
        return named.Success && Path.GetFileName(named.Groups["path"].Value) is { Length: > 0 } name && Path.Combine(folder, name) is var prefix && File.Exists(prefix + ".index") ? prefix : null;
    }

    // Values of TensorFlow 1 have their variables' names: those of its own checkpoint say nothing of another one.
    private static ModelPlace OfMeta(string meta, string? given) => new(meta, null, given is null ? Beside(meta) : null);

    private static ModelPlace OfSavedModel(string folder) => new(Path.Combine(folder, SavedModel), folder, Path.Combine(folder, "variables", "variables"));

    private static ModelPlace OfCheckpoints(string folder, string? given)
    {
        if (File.Exists(Path.Combine(folder, "saved_model.pbtxt")))
        {
            throw new GraphException($"'{folder}' holds a SavedModel in text form (saved_model.pbtxt). Fix: save it in the binary form.");
        }

        var latest = Latest(folder);
        var meta = latest is not null && File.Exists(latest + ".meta") ? [latest + ".meta"] : Directory.GetFiles(folder, "*.meta");
        return meta switch
        {
            [var only] => OfMeta(only, given),
            [] when latest is not null || Directory.GetFiles(folder, "*.index").Length != 0 =>
                throw new GraphException($"'{folder}' holds a checkpoint without a graph (no .meta): it has values only. Fix: load the SavedModel, or the .meta file, of its program, with this checkpoint's values (Checkpoint, --checkpoint)."),
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

    [GeneratedRegex("^model_checkpoint_path: \"(?<path>[^\"\\n]*)\"", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StateLine();
}
