using System.Globalization;
using System.Text.RegularExpressions;

namespace TensorFrames.Bench.Spark;

/// <summary>Where the time of tasks went, by the lines that workers write into their executor's log.</summary>
/// <param name="server">The server's folder.</param>
internal sealed partial class TaskLog(string server)
{
    /// <summary>Seconds of each stage, over all tasks of one job.</summary>
    internal async Task<Dictionary<string, double>> OfAsync(Func<Task> job)
    {
        var log = Path.Combine(server, "server.log");
        var before = new FileInfo(log).Length;
        await job();

        // A task's line comes after its last byte.
        await Task.Delay(500);
        using var text = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        text.BaseStream.Seek(before, SeekOrigin.Begin);
        return Seconds().Matches(await text.ReadToEndAsync()).GroupBy(m => m.Groups["stage"].Value, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(m => double.Parse(m.Groups["seconds"].Value, CultureInfo.InvariantCulture)), StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\bseconds_(?<stage>[a-z]+)=(?<seconds>[0-9.]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Seconds();
}
