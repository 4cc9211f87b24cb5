using System.Globalization;

namespace TensorFrames.Bench.Track;

/// <summary>What callgrind writes: cost lines below the object they belong to; a call's line is followed by its inclusive cost.</summary>
internal static class CallgrindFile
{
    /// <summary>Instructions of the code of some objects, calls into others left out.</summary>
    internal static long SelfInstructions(IEnumerable<string> lines, Func<string, bool> ofObject)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        var (sum, counts, afterCall) = (0L, false, false);
        foreach (var line in lines)
        {
            if (line.StartsWith("ob=", StringComparison.Ordinal) || line.StartsWith("cob=", StringComparison.Ordinal))
            {
                var name = Named(line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..], names);
                counts = line[0] == 'o' ? ofObject(name) : counts;
            }
            else if (line.StartsWith("calls=", StringComparison.Ordinal))
            {
                afterCall = true;
            }
            else if (line.Length > 0 && (char.IsAsciiDigit(line[0]) || line[0] is '+' or '-' or '*'))
            {
                sum += counts && !afterCall ? long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture) : 0;
                afterCall = false;
            }
        }

        return sum;
    }

    // "(3) /path" the first time, "(3)" from then on.
    private static string Named(string text, Dictionary<string, string> names)
    {
        var end = text.IndexOf(')', StringComparison.Ordinal) + 1;
        var key = text[..end];
        if (text.Length > end)
        {
            names[key] = text[(end + 1)..];
        }

        return names.GetValueOrDefault(key, text);
    }
}
