using System.Globalization;
using System.Text.RegularExpressions;

namespace TensorFrames.Bench.Spark.Servers;

/// <summary>The sums of tasks' lines.</summary>
/// <param name="Tasks">Tasks that have ended well.</param>
/// <param name="Numbers">Each number of their lines by its name, summed.</param>
internal sealed partial record WorkerCounts(int Tasks, IReadOnlyDictionary<string, double> Numbers)
{
    internal static WorkerCounts None { get; } = new(0, new Dictionary<string, double>(StringComparer.Ordinal));

    /// <summary>Bytes of the Arrow streams that came.</summary>
    internal double Read => Numbers.GetValueOrDefault("read_bytes");

    /// <summary>Bytes of the Arrow streams that went.</summary>
    internal double Written => Numbers.GetValueOrDefault("gathered_bytes") + Numbers.GetValueOrDefault("assembled_bytes");

    internal double Batches => Numbers.GetValueOrDefault("read_batches");

    /// <summary>Seconds of each of the worker's stages, over all tasks.</summary>
    internal IEnumerable<(string Stage, double Seconds)> Seconds =>
        Numbers.Where(n => n.Key.StartsWith("seconds_", StringComparison.Ordinal)).Select(n => (n.Key["seconds_".Length..], n.Value));

    internal static WorkerCounts Of(string log)
    {
        var lines = log.Split('\n').Where(l => l.Contains("tensorframes-worker: ", StringComparison.Ordinal) && l.Contains(" partition=", StringComparison.Ordinal)).ToList();
        return new(lines.Count, lines.SelectMany(l => Number().Matches(l)).GroupBy(m => m.Groups["name"].Value, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(m => double.Parse(m.Groups["value"].Value, CultureInfo.InvariantCulture)), StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\b(?<name>[a-z_]+)=(?<value>[0-9]+(\.[0-9]+)?)(,|$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
