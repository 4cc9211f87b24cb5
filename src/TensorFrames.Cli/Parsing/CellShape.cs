using System.Globalization;

namespace TensorFrames.Cli.Parsing;

/// <summary>A cell's shape as it is written: <c>24</c>, <c>2,3</c>, <c>?,3</c>, <c>[2,3]</c>; <c>[]</c> or nothing for a scalar.</summary>
internal static class CellShape
{
    internal static TensorShape Parse(string text)
    {
        var inside = text is ['[', .. var within, ']'] ? within : text;
        return inside.Length == 0 ? new TensorShape([]) : new TensorShape([.. inside.Split(',').Select(part => Size(part.Trim(), text))]);
    }

    private static long Size(string part, string text) => part is "?" or "-1" ? -1
        : long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size
        : throw new UsageException($"--shape: '{part}' is no size (in '{text}'). Fix: sizes of one row's cell with commas between them, ? for an unknown one.");
}
