namespace TensorFrames.Cli.Parsing;

/// <summary>Options of the form <c>name=value</c>.</summary>
internal static class Pair
{
    internal static Dictionary<string, T> All<T>(string option, IEnumerable<string> texts, string form, Func<string, T> value)
    {
        var pairs = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                throw new UsageException($"{option} {text}: it is not of the form {form}.");
            }

            if (!pairs.TryAdd(text[..at], value(text[(at + 1)..])))
            {
                throw new UsageException($"{option} {text}: '{text[..at]}' is given twice.");
            }
        }

        return pairs;
    }
}
