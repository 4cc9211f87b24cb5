using TensorFrames.Graphs;
using TensorFrames.Models.Proto;

namespace TensorFrames.Models.Values;

/// <summary>A SavedModel's files besides the graph: vocabularies and the like.</summary>
internal sealed class ModelAssets
{
    private readonly string? _folder;
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);

    /// <exception cref="GraphException">A name leads out of the model, or there is no such file.</exception>
    public ModelAssets(string? folder, IEnumerable<AssetFileDef> files, string source)
    {
        _folder = folder is null ? null : Path.GetFullPath(Path.Combine(folder, "assets"));
        string? root = null;
        foreach (var file in files)
        {
            var path = _folder is null || file.Filename.Contains('\0', StringComparison.Ordinal) ? "" : Path.GetFullPath(Path.Combine(_folder, file.Filename));
            if (_folder is null || file.Filename.Length == 0 || !path.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new GraphException($"'{source}': the asset '{file.Filename}' lies outside of the model's folder 'assets'. Fix: save the model again, or do not trust it.");
            }

            if (!File.Exists(path))
            {
                throw new GraphException($"'{source}': the asset '{file.Filename}' is not in the model's folder 'assets'. Fix: copy all of the model.");
            }

            root ??= RealPath.Of(folder!, source);
            var real = RealPath.Of(path, source);
            if (!real.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new GraphException($"'{source}': the asset '{file.Filename}' is a link to a file outside of the model's folder. Fix: copy the model with its files in place of links (cp -rL), or do not trust it.");
            }

            _files[NodeInput.Parse(file.TensorInfo?.Name ?? "").Node] = real;
            _names.Add(Path.GetFileName(path));
        }
    }

    /// <summary>The files' names in the model, without folders.</summary>
    public IEnumerable<string> Names => _names;

    /// <summary>The file that a node of the graph names, where it really lies, so that no link leads elsewhere later; null where it names none.</summary>
    public string? Of(string node) => _files.GetValueOrDefault(node);
}
