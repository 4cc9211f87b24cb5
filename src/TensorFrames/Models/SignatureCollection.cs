using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TensorFrames.Graphs;

namespace TensorFrames;

/// <summary>A model's signatures by name, in ordinal order.</summary>
public sealed class SignatureCollection : IReadOnlyDictionary<string, Signature>
{
    private const string DefaultName = "serving_default";
    private readonly SortedDictionary<string, Signature> _byName = new(StringComparer.Ordinal);
    private readonly string _source;

    internal SignatureCollection(string source, IEnumerable<Signature> signatures)
    {
        _source = source;
        foreach (var signature in signatures)
        {
            _byName.Add(signature.Name, signature);
        }
    }

    /// <inheritdoc/>
    public int Count => _byName.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _byName.Keys;

    /// <inheritdoc/>
    public IEnumerable<Signature> Values => _byName.Values;

    /// <summary>The signature that is meant where none is named: <c>serving_default</c>, or the only one.</summary>
    /// <exception cref="PlanException">There are several, or none.</exception>
    public Signature Default => TryDefault
        ?? throw new PlanException($"'{_source}' has no signature '{DefaultName}'; has: {List}. Fix: {(Count == 0 ? "name tensors to fetch (--fetch)" : "name one of these (--signature)")}.");

    /// <summary>A signature by its name.</summary>
    /// <exception cref="PlanException">There is none; the message lists those there are.</exception>
    public Signature this[string key] => _byName.GetValueOrDefault(key)
        ?? throw new PlanException($"Signature '{key}' is not in '{_source}'; has: {List}.{NearNames.Hint(key, Keys)} Fix: {(Count == 0 ? "name tensors to fetch (--fetch)" : "name one of these")}.");

    /// <summary>As <see cref="Default"/>; null where there is none.</summary>
    internal Signature? TryDefault => _byName.GetValueOrDefault(DefaultName) ?? (_byName.Count == 1 ? _byName.Values.First() : null);

    private string List => Count == 0 ? "none" : string.Join(", ", Keys.Take(20).Select(k => $"'{k}'")) + (Count > 20 ? ", …" : "");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _byName.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Signature value) => _byName.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, Signature>> GetEnumerator() => _byName.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
