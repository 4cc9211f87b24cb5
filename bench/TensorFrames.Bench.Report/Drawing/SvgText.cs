using System.Text.RegularExpressions;

namespace TensorFrames.Bench.Report.Drawing;

/// <summary>Makes Skia's SVG one that every reader shows, and the same each time.</summary>
internal static partial class SvgText
{
    // Skia names one font, and places each letter by that font's widths in a list whose last comma Firefox takes for an error.
    // It numbers clips by all pictures of the process.
    internal static string ForAnyReader(string svg)
    {
        svg = FontFamily().Replace(svg, "font-family=\"${font}, Verdana, sans-serif\"");
        svg = Positions().Replace(svg, " ${axis}=\"${first}\"");
        Dictionary<string, int> clips = new(StringComparer.Ordinal);
        return Clip().Replace(svg, clip =>
        {
            clips.TryAdd(clip.Value, clips.Count + 1);
            return $"clip{clips[clip.Value]}";
        });
    }

    [GeneratedRegex("font-family=\"(?<font>[^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex FontFamily();

    [GeneratedRegex(" (?<axis>[xy])=\"(?<first>[-0-9.e]+), [^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex Positions();

    [GeneratedRegex("\\bcl_[0-9a-f]+\\b", RegexOptions.NonBacktracking)]
    private static partial Regex Clip();
}
