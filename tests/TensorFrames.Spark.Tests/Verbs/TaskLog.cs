using System.Text.RegularExpressions;

namespace TensorFrames.Spark.Tests.Verbs;

/// <summary>What workers wrote of their tasks into the executors' logs.</summary>
internal static partial class TaskLog
{
    /// <summary>Every byte of every fed column was borrowed by the tasks of this action, whatever its form.</summary>
    internal static async Task AllBorrowed(Spark spark, Func<Task> action, long rows, long bytesOfRow)
    {
        var before = await LinesAsync(spark);
        await action();
        var lines = before;
        for (var tries = 0; tries < 50 && Sum(lines, "rows") - Sum(before, "rows") < rows; tries++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            lines = await LinesAsync(spark);
        }

        long Since(string name) => Sum(lines, name) - Sum(before, name);
        Assert.Equal((rows, rows * bytesOfRow, 0, 0), (Since("rows"), Since("borrowed_bytes"), Since("copied_bytes"), Since("reblocked_blocks")));
    }

    /// <summary>A line for each task that has ended well: its stage, attempt, partition, and what it did.</summary>
    internal static async Task<List<string>> LinesAsync(Spark spark) => [.. Line().Matches(await SparkServers.LogAsync(spark)).Select(m => m.Value)];

    /// <summary>The lines beyond <paramref name="before"/> once there are so many, or the job is done.</summary>
    internal static async Task<string[]> EndedAsync(Spark spark, IReadOnlyList<string> before, int tasks, Task job)
    {
        while (true)
        {
            string[] lines = [.. (await LinesAsync(spark)).Except(before)];
            if (lines.Length >= tasks || job.IsCompleted)
            {
                return lines;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A number of a task's line.</summary>
    internal static long Number(string line, string name) => long.Parse(Regex.Match(line, $@"\b{name}[= ](\d+)", RegexOptions.NonBacktracking).Groups[1].Value);

    private static long Sum(List<string> lines, string name) => lines.Sum(line => Number(line, name));

    [GeneratedRegex("tensorframes-worker: [^\n]*partition=[^\n]*", RegexOptions.NonBacktracking)]
    private static partial Regex Line();
}
