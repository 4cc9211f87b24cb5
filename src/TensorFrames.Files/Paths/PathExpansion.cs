using System.Text.RegularExpressions;

namespace TensorFrames.Files;

/// <summary>The files that a path means: itself, a folder's parts, or what a glob matches; sorted ordinally.</summary>
internal static class PathExpansion
{
    internal static bool IsGlob(string path) => path.AsSpan().IndexOfAny('*', '?') >= 0 && !File.Exists(path);

    /// <summary>A folder's parts, as Spark writes them: not what begins with _ or a dot, nor folders.</summary>
    internal static string[] Parts(string folder) => Sorted(Visible(Directory.EnumerateFiles(folder)));

    /// <summary><c>*</c> and <c>?</c> stay within a name, <c>**</c> is any number of folders; hidden files need their dot.</summary>
    internal static string[] Glob(string pattern)
    {
        var parts = pattern.Replace('\\', '/').Split('/');
        var literal = parts.TakeWhile(part => part.AsSpan().IndexOfAny('*', '?') < 0).ToArray();
        var root = literal.Length == 0 ? "." : string.Join('/', literal);
        root = root.Length == 0 ? "/" : root;
        var rest = parts[literal.Length..];
        return Directory.Exists(root) ? Sorted(Match(root, rest, literal.Length == 0)) : [];
    }

    private static IEnumerable<string> Match(string folder, string[] rest, bool bare)
    {
        if (rest is ["**", .. var below])
        {
            return (below.Length == 0 ? Visible(Directory.EnumerateFiles(folder)) : Match(folder, below, bare))
                .Concat(Visible(Directory.EnumerateDirectories(folder)).SelectMany(child => Match(child, rest, bare: false)))
                .Distinct(StringComparer.Ordinal);
        }

        var entries = rest.Length == 1 ? Directory.EnumerateFiles(folder) : Directory.EnumerateDirectories(folder);
        var hits = entries.Where(entry => Matches(rest[0], Path.GetFileName(entry))).Select(entry => bare ? Path.GetFileName(entry) : entry);
        return rest.Length == 1 ? hits : hits.SelectMany(child => Match(child, rest[1..], bare: false));
    }

    private static bool Matches(string pattern, string name) =>
        (name[0] != '.' || pattern.StartsWith('.'))
        && Regex.IsMatch(
            name, "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$", RegexOptions.Singleline, TimeSpan.FromSeconds(1));

    private static IEnumerable<string> Visible(IEnumerable<string> paths) => paths.Where(path => Path.GetFileName(path)[0] is not ('_' or '.'));

    private static string[] Sorted(IEnumerable<string> paths) => [.. paths.Order(StringComparer.Ordinal)];
}
