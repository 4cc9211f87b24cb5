using System.Text.RegularExpressions;

namespace TensorFrames.Tests.Packaging;

/// <summary>What docs/claims.md names as a proof is there.</summary>
public sealed partial class ClaimsTests
{
    [Fact]
    public void Every_test_that_a_claim_names_exists() => Assert.Empty(Named().Where(name => !Sources().Any(text => Holds(text, name))).Select(name => $"{name.Class}.{name.Method}"));

    // `Class.Method_…`, `Folder.Class.Method_…`, or `.Method_…` of the class before it in the row.
    private static IEnumerable<(string Folder, string Class, string Method)> Named()
    {
        foreach (var row in Document.Text("docs/claims.md").Split('\n'))
        {
            var (folder, last) = ("", "");
            foreach (var name in Name().Matches(row).Cast<Match>())
            {
                (folder, last) = name.Groups["class"] is { Success: true, Value: var said } ? (name.Groups["folder"].Value, said) : (folder, last);
                yield return (folder, last, name.Groups["method"].Value);
            }
        }
    }

    private static bool Holds(string text, (string Folder, string Class, string Method) name) =>
        Regex.IsMatch(text, $@"\bclass {name.Class}\b", RegexOptions.NonBacktracking)
        && text.Contains(name.Method, StringComparison.Ordinal)
        && Regex.IsMatch(text, $@"^namespace .*\b{Regex.Escape(name.Folder.TrimEnd('.'))};", RegexOptions.Multiline | RegexOptions.NonBacktracking);

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Path.Combine(Checkout.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText);

    [GeneratedRegex(@"`((?<folder>([A-Z]\w+\.)*)(?<class>[A-Z]\w+Tests))?(\.(?<method>[A-Z]\w+_\w*))?(\.\*)?(…|`)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
