namespace TensorFrames.Models.Checkpoints;

/// <summary>
/// Matches values by the ways to them, as TensorFlow itself restores: the model's root is one object of the checkpoint
/// (<c>Checkpoint(model=…)</c> puts <c>model</c> before each way), and from there all ways are the same.
/// </summary>
internal static class PathMatch
{
    /// <summary>Whether a key is of the list that Keras fills in no order, so that its numbers say nothing; each variable has another key too.</summary>
    public static bool IsUnordered(string key) => key.StartsWith("_all_variables/", StringComparison.Ordinal);

    public static BestMatch Of(IEnumerable<string> keys, ObjectGraph graph, Func<string, string, bool> fits)
    {
        var ways = keys.Select(key => (Key: key, Way: ValueLabel.Split(key))).Where(k => k.Way is not null && !IsUnordered(k.Key))
            .Select(k => (k.Key, Path: k.Way!.Value.Path.Split('/'), k.Way.Value.Attribute)).ToList();
        var (best, shared) = (new BestMatch(fits), Beginnings.Shared([.. ways.Select(w => w.Path)]));

        // The model may have an object around what the checkpoint was made of: then its ways are longer.
        for (var dropped = 0; dropped <= shared && !best.IsFound && (dropped == 0 || ways.All(w => IsNamed(w.Path.AsSpan(dropped)))); dropped++)
        {
            // A shorter way begins at the checkpoint's root: it was made of that part. Any other object may be another part of the same form.
            var starts = dropped > 0 ? [0] : ways.Select(w => w.Path[0]).Distinct(StringComparer.Ordinal).SelectMany(graph.With).Distinct();
            foreach (var from in starts)
            {
                if (!best.Spend(ways.Sum(w => (long)w.Path.Length)))
                {
                    return best;
                }

                var match = new Dictionary<string, string>(StringComparer.Ordinal);
                foreach (var (key, path, attribute) in ways)
                {
                    if (graph.Follow(from, path.AsSpan(dropped), attribute) is { } other)
                    {
                        match.Add(key, other);
                    }
                }

                best.Offer(match);
            }
        }

        return best;
    }

    // Numbers alone are places in any list.
    private static bool IsNamed(ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (!name.All(char.IsAsciiDigit))
            {
                return true;
            }
        }

        return false;
    }
}
