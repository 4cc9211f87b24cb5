namespace TensorFrames.Cli.Parsing;

/// <summary><c>--null [placeholder=]error|fill:V|mask:placeholder2</c>: for one placeholder, or for all others.</summary>
internal static class NullOption
{
    private const string Form = "[placeholder=]error, fill:VALUE or mask:PLACEHOLDER";

    internal static MapOptions Apply(MapOptions options, IEnumerable<string> texts)
    {
        var byPlaceholder = new Dictionary<string, NullPolicy>(StringComparer.Ordinal);
        NullPolicy? others = null;
        foreach (var text in texts)
        {
            // A fill value may have a '=' in it, so a policy is looked for first.
            if (Policy(text) is { } policy)
            {
                others = others is null ? policy : throw new UsageException($"--null {text}: a policy for all placeholders is given twice.");
                continue;
            }

            var at = text.IndexOf('=', StringComparison.Ordinal);
            var own = at > 0 ? Policy(text[(at + 1)..]) : null;
            if (!byPlaceholder.TryAdd(at > 0 ? text[..at] : "", own ?? throw new UsageException($"--null {text}: it is not of the form {Form}.")))
            {
                throw new UsageException($"--null {text}: '{text[..at]}' is given twice.");
            }
        }

        return options with { Nulls = byPlaceholder, DefaultNulls = others ?? NullPolicy.Error };
    }

    private static NullPolicy? Policy(string text) => text switch
    {
        "error" => NullPolicy.Error,
        ['f', 'i', 'l', 'l', ':', .. var value] => NullPolicy.Fill(value),
        ['m', 'a', 's', 'k', ':', _, ..] => NullPolicy.Mask(text["mask:".Length..]),
        _ => null,
    };
}
