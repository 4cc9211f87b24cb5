namespace TensorFrames.Spark.Tests.Golden;

/// <summary>One session a row for all golden cases: their graphs meet in one worker process.</summary>
public sealed class GoldenSessions : IAsyncDisposable
{
    // A local table is one partition, and a union of such tables keeps them apart: Spark 4 joins the partitions of coalesced ones.
    private static readonly SparkSessionOptions s_options = new() { Confs = new Dictionary<string, string>(StringComparer.Ordinal) { ["spark.sql.leafNodeDefaultParallelism"] = "1" } };

    private readonly Dictionary<Spark, SparkSession> _sessions = [];

    public async Task<SparkSession> OfAsync(Spark spark)
    {
        if (!_sessions.TryGetValue(spark, out var session))
        {
            _sessions[spark] = session = await spark.ConnectAsync(s_options);
        }

        return session;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions.Values)
        {
            await session.DisposeAsync();
        }
    }
}
