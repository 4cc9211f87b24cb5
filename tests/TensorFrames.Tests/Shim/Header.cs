using System.Text.RegularExpressions;

namespace TensorFrames.Tests.Shim;

/// <summary>native/include/tfn.h, as far as a few expressions understand it.</summary>
internal static partial class Header
{
    private static readonly string Text = File.ReadAllText(Find());

    internal static IEnumerable<string> Functions => Function().Matches(Text).Select(m => m.Groups["name"].Value);

    /// <summary>TFN_NAME → number.</summary>
    internal static IReadOnlyDictionary<string, int> Numbers { get; } = Number().Matches(Text)
        .ToDictionary(m => m.Groups["name"].Value, m => int.Parse(m.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);

    [GeneratedRegex(@"^TFN_API [^(;]*\b(?<name>tfn_\w+)\(", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Function();

    [GeneratedRegex(@"\bTFN_(?<name>\w+)( =)? (?<number>\d+)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "native", "include", "tfn.h");
            if (File.Exists(file))
            {
                return file;
            }
        }

        throw new FileNotFoundException("native/include/tfn.h is in no folder above the tests");
    }
}
