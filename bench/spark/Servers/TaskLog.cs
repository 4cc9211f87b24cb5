namespace TensorFrames.Bench.Spark.Servers;

/// <summary>What our workers write of their tasks into their executors' logs.</summary>
/// <param name="server">The server's folder.</param>
internal sealed class TaskLog(string server)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private readonly LogTail _tail = new();

    private IEnumerable<string> Logs =>
        [Path.Combine(server, "server.log"), .. Directory.Exists(Path.Combine(server, "cluster")) ? Directory.EnumerateFiles(Path.Combine(server, "cluster"), "stderr", SearchOption.AllDirectories) : []];

    /// <summary>Forgets what was logged until now.</summary>
    internal void Mark() => Read();

    /// <summary>What the tasks of one job did.</summary>
    internal async Task<WorkerCounts> OfAsync(Func<Task> job)
    {
        Mark();
        await job();

        // A task's line comes after its last byte.
        await Task.Delay(500);
        return WorkerCounts.Of(Read());
    }

    /// <summary>What so many tasks since the mark did.</summary>
    /// <exception cref="InvalidOperationException">There are fewer lines, or more.</exception>
    internal async Task<WorkerCounts> SinceMarkAsync(int tasks)
    {
        var (text, counts) = ("", WorkerCounts.None);
        for (var until = DateTime.UtcNow + s_patience; counts.Tasks < tasks && DateTime.UtcNow < until; counts = WorkerCounts.Of(text += Read()))
        {
            await Task.Delay(20);
        }

        return counts.Tasks == tasks ? counts : throw new InvalidOperationException($"{tasks} tasks had a worker, and {counts.Tasks} wrote a line into the logs in {server}.");
    }

    private string Read() => string.Concat(Logs.Select(_tail.Read));
}
