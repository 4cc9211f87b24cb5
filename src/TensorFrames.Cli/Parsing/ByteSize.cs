using System.Globalization;

namespace TensorFrames.Cli.Parsing;

/// <summary>A number of bytes: 1048576, 512M, 4G.</summary>
internal static class ByteSize
{
    private const string Units = "KMGT";

    /// <exception cref="UsageException">It is no number of bytes, or less than 1.</exception>
    internal static long? Parse(string option, string? text)
    {
        if (text is null)
        {
            return null;
        }

        var unit = text.Length == 0 ? -1 : Units.IndexOf(char.ToUpperInvariant(text[^1]), StringComparison.Ordinal);
        var digits = unit < 0 ? text : text[..^1];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= long.MaxValue >> (10 * (unit + 1)) ? number << (10 * (unit + 1))
            : throw new UsageException($"{option} '{text}': it must be a number of bytes, at least 1, such as 1048576, 512M or 4G.");
    }
}
