namespace TensorFrames.Models.Checkpoints;

/// <summary>
/// Matches values by the variables' names: the same name, or where no value has one, names that are the same but for their
/// beginning, which is one for all of the model's and one for all of the checkpoint's (<c>digits/conv1/kernel</c> is
/// <c>model/conv1/kernel</c>, <c>digits/conv2/kernel</c> then <c>model/conv2/kernel</c>).
/// </summary>
internal static class NameMatch
{
    private const int MostRests = 64;

    /// <param name="names">The model's key → its variable's name.</param>
    /// <param name="values">Names, and ways, of the checkpoint's values → key; null for one that several have.</param>
    /// <param name="fits">Whether a value has the model's dtype and shape.</param>
    public static BestMatch Of(IReadOnlyDictionary<string, string> names, IReadOnlyDictionary<string, string?> values, Func<string, string, bool> fits)
    {
        var best = new BestMatch(fits);
        best.Offer(Match(names, name => values.GetValueOrDefault(name)));
        var ends = values.Where(v => v.Value is not null).Select(v => v.Key).ToLookup(Last, StringComparer.Ordinal);
        var shared = Beginnings.Shared([.. names.Values.Select(n => n.Split('/'))]);
        for (var dropped = 0; dropped <= shared && !best.IsFound; dropped++)
        {
            var rests = names.ToDictionary(n => n.Key, n => After(n.Value, dropped), StringComparer.Ordinal);

            // All have the same beginning, so that of a few tells what there is to try.
            var beginnings = rests.Values.Take(MostRests).SelectMany(rest => ends[Last(rest)].Where(v => EndsWith(v, rest)).Select(v => v[..^rest.Length]));
            foreach (var beginning in beginnings.TakeWhile(_ => best.Spend(1)).Distinct(StringComparer.Ordinal))
            {
                if (!best.Spend(rests.Count))
                {
                    return best;
                }

                best.Offer(Match(rests, rest => values.GetValueOrDefault(beginning + rest)));
            }
        }

        return best;
    }

    private static Dictionary<string, string> Match(IReadOnlyDictionary<string, string> names, Func<string, string?> find)
    {
        var match = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, name) in names)
        {
            if (find(name) is { } other)
            {
                match.Add(key, other);
            }
        }

        return match;
    }

    private static bool EndsWith(string value, string rest) =>
        value.EndsWith(rest, StringComparison.Ordinal) && (value.Length == rest.Length || value[^(rest.Length + 1)] == '/');

    private static string Last(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string After(string path, int parts)
    {
        var at = 0;
        for (; parts > 0; parts--)
        {
            at = path.IndexOf('/', at) + 1;
        }

        return path[at..];
    }
}
