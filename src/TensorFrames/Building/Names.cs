using System.Globalization;
using System.Text.RegularExpressions;

namespace TensorFrames.Building;

/// <summary>Names of operations: inside scopes, and made unique as TensorFlow's Python does, by _1, _2, …</summary>
internal sealed partial class Names
{
    // Names of operations and scopes in the graph that is written, and those inside the runtime, which stay taken.
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);

    /// <summary>The scopes in force, joined and ended by a slash; empty outside of any.</summary>
    internal string Scope { get; set; } = "";

    internal static bool IsValid(string name) => Valid().IsMatch(name);

    /// <summary>Whether a name begins so.</summary>
    internal bool Any(string prefix) => _used.Concat(_made).Any(n => n.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>A name that nothing has, in the scope in force.</summary>
    internal string Take(string name) => Free(_used, Scope + name);

    /// <summary>The name inside the runtime of an operation that will be called this.</summary>
    internal string Make(string name) => Free(_made, name);

    /// <summary>Names that came with a graph that was appended.</summary>
    internal void Add(string name)
    {
        _used.Add(name);
        _made.Add(name);
    }

    /// <summary>An operation that was not made gives its names back; one that is renamed, the first.</summary>
    internal void Return(string name, string? made = null)
    {
        _used.Remove(name);
        if (made is not null)
        {
            _made.Remove(made);
        }
    }

    private static string Free(HashSet<string> taken, string name)
    {
        var free = name;
        for (var i = 1; !taken.Add(free); i++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}_{i}");
        }

        return free;
    }

    [GeneratedRegex(@"^[A-Za-z0-9.][A-Za-z0-9_.\\/>-]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Valid();
}
