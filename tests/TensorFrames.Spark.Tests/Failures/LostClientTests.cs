using System.Diagnostics;
using TensorFrames.Spark.Tests.Verbs;
using TensorFrames.Tests.Cli;

namespace TensorFrames.Spark.Tests.Failures;

/// <summary>The C# program dies under its job: Spark gives the job up when nobody has asked for it for a while, and the workers with it.</summary>
public sealed class LostClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_that_is_killed_frees_its_slots_in_time()
    {
        using var bench = new Workbench();
        using var server = await SparkServers.OwnAsync(SparkRows.Main, "lost-client", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            // By default the server notices after two minutes at most, and waits five more for a client that may come back.
            ["spark.connect.execute.reattachable.senderMaxStreamDuration"] = "3s",
            ["spark.connect.execute.manager.detachedTimeout"] = "2s",
            ["spark.connect.execute.manager.maintenanceInterval"] = "1s",
        });
        await using var session = await SparkSession.ConnectAsync(server.Url, cancellationToken: Token);
        _ = await session.SqlAsync("CREATE TABLE numbers AS SELECT CAST(id AS DOUBLE) AS x FROM range(0, 640000, 1, 2)", Token);
        using var client = CliChild.Start(bench.Folder, "run", bench.Graph(SmallGraphs.SlowNodes(1100).Bytes), "-i", "table:numbers", "-o", "noop:", "--batch-rows", "64", "--spark", server.Url);
        Assert.NotEmpty(await Processes.WaitForAsync(Processes.Workers, found => found.Sum(Processes.CpuSeconds) > 2, TimeSpan.FromSeconds(60)));
        client.Kill();

        // Both slots are needed for this one, so it tells when both tasks are gone.
        var watch = Stopwatch.StartNew();
        Assert.Equal(4, await session.Range(0, 4, 1, 2).CountAsync(Token));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 15);
    }
}
