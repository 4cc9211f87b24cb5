namespace TensorFrames.Graphs;

/// <summary>Finds the names that a mistyped one probably meant.</summary>
internal static class NearNames
{
    private const int Most = 3;

    /// <summary>"Near: 'a', 'b'." or, where nothing is near, "" .</summary>
    public static string Hint(string wanted, IEnumerable<string> known)
    {
        var near = Find(wanted, known);
        return near.Count == 0 ? "" : " Near: " + string.Join(", ", near.Select(n => $"'{n}'")) + ".";
    }

    /// <summary>At most three names, nearest first: few edits away, or equal in the last part of their path.</summary>
    public static IReadOnlyList<string> Find(string wanted, IEnumerable<string> known)
    {
        var limit = Math.Clamp(wanted.Length / 3, 1, 4);
        return [.. known
            .Select(name => (name, score: Score(wanted, name, limit)))
            .Where(x => x.score <= limit)
            .OrderBy(x => x.score).ThenBy(x => x.name.Length).ThenBy(x => x.name, StringComparer.Ordinal)
            .Take(Most).Select(x => x.name)];
    }

    private static int Score(string wanted, string name, int limit)
    {
        if (string.Equals(wanted, name, StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        // 'model/head/probabilities' is meant by 'probabilities', and the other way round.
        if (EndsWithPath(name, wanted) || EndsWithPath(wanted, name))
        {
            return 1;
        }

        var whole = Distance(wanted, name, limit);
        var last = name.LastIndexOf('/');
        return last < 0 ? whole : Math.Min(whole, Distance(wanted, name[(last + 1)..], limit - 1) + 1);
    }

    private static bool EndsWithPath(string longer, string shorter) =>
        longer.Length > shorter.Length && longer.EndsWith(shorter, StringComparison.OrdinalIgnoreCase) && longer[^(shorter.Length + 1)] == '/';

    // Levenshtein's distance; anything above the limit is as good as infinite.
    private static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit)
        {
            return limit + 1;
        }

        var previous = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = previous[j - 1] + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
