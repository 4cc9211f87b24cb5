using TensorFrames.Models.Freezing;

namespace TensorFrames.Models;

/// <summary>Options of a verb over a signature, from keys to the names of its frozen graph.</summary>
internal static class SignatureOptions
{
    /// <exception cref="PlanException">A feed or fetch is no key of the signature; the message lists those there are.</exception>
    public static MapOptions Of(Signature signature, MapOptions options)
    {
        var frozen = signature.Names;
        var feeds = Renamed(signature, options.Feeds);
        foreach (var (key, name) in frozen.Inputs.Where(i => i.Key != i.Value && !options.Constants.ContainsKey(i.Key)))
        {
            feeds.TryAdd(name, key);
        }

        return options with
        {
            Fetches = [.. (options.Fetches.Count == 0 ? signature.Outputs.Select(o => o.Name) : options.Fetches)
                .Select(key => frozen.Outputs.GetValueOrDefault(key) ?? throw Unknown(signature, "output", key, frozen.Outputs.Keys))],
            Feeds = feeds,
            Nulls = Renamed(signature, options.Nulls),
            Constants = Renamed(signature, options.Constants),
        };
    }

    /// <summary>The placeholder of an input.</summary>
    /// <exception cref="PlanException">There is no such input.</exception>
    public static string PlaceholderOf(Signature signature, string key) =>
        signature.Names.Inputs.GetValueOrDefault(key) ?? throw Unknown(signature, "input", key, signature.Names.Inputs.Keys);

    public static PlanException Unknown(Signature signature, string what, string key, IEnumerable<string> keys) => new(
        $"Signature '{signature.Name}' has no {what} '{key}'; has: {string.Join(", ", keys.Order(StringComparer.Ordinal).Take(20).Select(k => $"'{k}'"))}.{Graphs.NearNames.Hint(key, keys)} Fix: name one of these.")
    { Tensor = key };

    private static Dictionary<string, T> Renamed<T>(Signature signature, IReadOnlyDictionary<string, T> byKey) =>
        byKey.ToDictionary(e => PlaceholderOf(signature, e.Key), e => e.Value, StringComparer.Ordinal);
}
