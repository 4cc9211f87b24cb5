using TensorFrames.Graphs;
using TensorFrames.Models.Bundles;

namespace TensorFrames.Models.Checkpoints;

/// <summary>Which value of another checkpoint is which of a model's: by the way to it among the model's objects, and by its variable's name.</summary>
internal sealed class KeyMatch
{
    private const int MostListed = 20;

    // Of a path: no program nests deeper, and a hostile file is not followed for hours.
    private const int MostParts = 256;
    private readonly Bundle? _own;
    private readonly Bundle _given;
    private readonly BestMatch? _byPath;
    private readonly BestMatch _byName;
    private readonly Dictionary<string, string?> _values;
    private readonly IReadOnlyDictionary<string, string>? _ownNames;

    /// <param name="keys">What the model restores, by its own keys: of TensorFlow 1, its variables' names.</param>
    /// <param name="own">The model's checkpoint; null where there is none.</param>
    /// <param name="given">The other one.</param>
    /// <exception cref="GraphException">One of them is damaged.</exception>
    public KeyMatch(IReadOnlyCollection<string> keys, Bundle? own, Bundle given)
    {
        (_own, _given) = (own, given);
        _ownNames = own is null ? null : ObjectGraph.Of(own)?.Names;
        var objects = ObjectGraph.Of(given);
        keys = [.. keys.Where(IsShort)];
        _byPath = objects is null ? null : PathMatch.Of(keys, objects, Fits);
        _values = ValuesByName(given, objects);
        _byName = NameMatch.Of(OwnNames(keys), _values, Fits);
    }

    /// <summary>The value that has exactly this name; null where none has.</summary>
    public BundleEntry? Named(string name) => _values.GetValueOrDefault(name) is { } key ? _given.Find(key) : null;

    /// <summary>The value of the other checkpoint.</summary>
    /// <param name="key">The model's own key.</param>
    /// <param name="what">What has it, for the error.</param>
    /// <param name="source">The model, for the error.</param>
    /// <exception cref="GraphException">It has none, or more than one that it could be.</exception>
    public BundleEntry Find(string key, string what, string source)
    {
        var found = new[] { _byPath?.Keys.GetValueOrDefault(key), _byName.Keys.GetValueOrDefault(key) }.OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (found is [var only] && _given.Find(only) is { } entry)
        {
            return entry;
        }

        var name = NameOf(key) ?? ValueLabel.Of(key);
        var several = found.Count > 1 ? (found[0], found[1]) : _byPath?.Between ?? _byName.Between;
        throw new GraphException(several is { } two
            ? $"'{source}': {what} ('{name}') could be more than one value of the checkpoint '{_given.Prefix}', such as '{two.Item1}' and '{two.Item2}'. Fix: a checkpoint of this model alone."
            : $"'{source}': {what} ('{name}') is not in the checkpoint '{_given.Prefix}'; it has: {List()}.{NearNames.Hint(name, _given.Entries.Select(e => ValueLabel.Of(e.Key)))} Fix: a checkpoint of this graph's variables.");
    }

    // A name of TensorFlow 1 is its own key.
    private string? NameOf(string key) => ValueLabel.Split(key) is null ? key : _ownNames?.GetValueOrDefault(key);

    private bool Fits(string key, string other) =>
        _given.Find(other) is { } value && (_own?.Find(key) is not { } own || (own.DType == value.DType && own.Shape == value.Shape));

    private static bool IsShort(string path) => path.Count(c => c == '/') < MostParts;

    // Names that say which variable is meant: in TensorFlow 2 any number may be called 'Variable'.
    private Dictionary<string, string> OwnNames(IEnumerable<string> keys) => keys.Select(k => (Key: k, Name: NameOf(k))).Where(k => k.Name is not null && IsShort(k.Name))
        .GroupBy(k => k.Name!, StringComparer.Ordinal).Where(g => g.Where(k => ValueLabel.Split(k.Key) is not null).GroupBy(k => PathMatch.IsUnordered(k.Key)).All(k => k.Count() == 1))
        .SelectMany(g => g).ToDictionary(k => k.Key, k => k.Name!, StringComparer.Ordinal);

    private static Dictionary<string, string?> ValuesByName(Bundle given, ObjectGraph? objects)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var entry in given.Entries)
        {
            foreach (var name in new[] { ValueLabel.Of(entry.Key), objects?.Names.GetValueOrDefault(entry.Key) }.OfType<string>().Where(IsShort).Distinct(StringComparer.Ordinal))
            {
                if (!values.TryAdd(name, entry.Key))
                {
                    values[name] = null;
                }
            }
        }

        return values;
    }

    private string List()
    {
        var names = _given.Entries.Select(e => ValueLabel.Of(e.Key)).Order(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? "nothing" : string.Join(", ", names.Take(MostListed).Select(n => $"'{n}'")) + (names.Count > MostListed ? $" and {names.Count - MostListed} more" : "");
    }
}
