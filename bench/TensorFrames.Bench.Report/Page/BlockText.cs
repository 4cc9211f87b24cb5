using System.Globalization;
using System.Text;
using TensorFrames.Bench.Report.Pictures;

namespace TensorFrames.Bench.Report.Page;

/// <summary>The Markdown of a section's pictures: each in both themes, what it was made by and on, and its numbers.</summary>
internal static class BlockText
{
    internal static string Of(Section section)
    {
        var text = new StringBuilder();
        foreach (var picture in section.Pictures)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                <picture><source media="(prefers-color-scheme: dark)" srcset="benchmarks/{picture.Name}-dark.svg"><img src="benchmarks/{picture.Name}.svg" width="800" alt="{Attribute(picture.Alt)}"></picture>

                {picture.Source}

                <details><summary>{picture.Chart.Title}: the numbers, {picture.Chart.Axis.Replace(" (logarithmic)", "", StringComparison.Ordinal)}</summary>

                {Table.Of(picture.Chart)}
                </details>


                """);
        }

        foreach (var word in section.Words)
        {
            text.Append(word.TrimEnd('\n')).Append("\n\n");
        }

        return text.ToString();
    }

    private static string Attribute(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
