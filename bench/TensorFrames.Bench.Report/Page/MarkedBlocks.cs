using System.Text;

namespace TensorFrames.Bench.Report.Page;

/// <summary>What is drawn stands in a page between <c>&lt;!-- drawn: NAME --&gt;</c> and <c>&lt;!-- end --&gt;</c>; all else is written by hand and stays.</summary>
internal static class MarkedBlocks
{
    private const string Begin = "<!-- drawn: ";
    private const string End = "<!-- end -->";

    /// <summary>The page with each block's text in its place.</summary>
    /// <exception cref="InvalidDataException">A block without an end, of an unknown name, or one that has no place in the page.</exception>
    internal static string Replace(string page, IReadOnlyDictionary<string, string> blocks)
    {
        var (text, at, found) = (new StringBuilder(), 0, new HashSet<string>(StringComparer.Ordinal));
        for (int begin; (begin = page.IndexOf(Begin, at, StringComparison.Ordinal)) >= 0;)
        {
            var line = page.IndexOf('\n', begin);
            var name = page[(begin + Begin.Length)..(line < 0 ? page.Length : line)].Replace("-->", "", StringComparison.Ordinal).Trim();
            var end = line < 0 ? -1 : page.IndexOf(End, line, StringComparison.Ordinal);
            if (end < 0 || page.IndexOf(Begin, line, end - line, StringComparison.Ordinal) >= 0)
            {
                throw new InvalidDataException($"Block '{name}' has no end. Fix: put {End} on a line below it.");
            }

            found.Add(name);
            text.Append(page, at, line + 1 - at).Append('\n').Append(blocks.TryGetValue(name, out var block) ? block.Trim('\n')
                : throw new InvalidDataException($"Nothing draws a block '{name}'; there are: {string.Join(", ", blocks.Keys)}.")).Append("\n\n");
            at = end;
        }

        var homeless = blocks.Keys.Where(name => !found.Contains(name)).ToArray();
        return homeless.Length == 0 ? text.Append(page, at, page.Length - at).ToString()
            : throw new InvalidDataException($"The page has no place for: {string.Join(", ", homeless)}. Fix: add a line {Begin}NAME --> and a line {End} for each.");
    }
}
