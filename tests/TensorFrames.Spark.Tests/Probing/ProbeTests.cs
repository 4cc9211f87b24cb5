using TensorFrames.Tests.Cli;

namespace TensorFrames.Spark.Tests.Probing;

/// <summary>What executors say of themselves.</summary>
[Collection(SparkRows.Spark43Local)]
public sealed class ProbeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_task_tells_its_worker_and_its_library()
    {
        await using var session = await SparkRows.Main.ConnectAsync();
        var probes = await session.ProbeAsync(tasks: 3, Token);
        Assert.Equal([0, 1, 2], probes.Select(p => p.Partition));
        var worker = Assert.Single(probes.Select(p => (p.Host, p.ProcessId, p.Glibc)).Distinct());
        Assert.Equal(Environment.MachineName, worker.Host);
        Assert.NotEqual(Environment.ProcessId, worker.ProcessId);
        Assert.Matches(@"^2\.\d+$", worker.Glibc);
        Assert.All(probes, p => Assert.Equal(("", 64), (p.LibTensorFlowError, p.BorrowAlignment)));
    }

    [Fact]
    public async Task A_packed_worker_runs_where_it_is_installed()
    {
        using var bench = new Workbench();
        _ = CliRun.Run("worker", "pack", "--output", bench.At("installed/")).Ok();
        await using var session = await SparkRows.Main.ConnectAsync();
        await session.ShipAsync(new ShipOptions { InstalledWorker = bench.At("installed/tensorframes-worker") }, Token);
        Assert.All(await session.ProbeAsync(cancellationToken: Token), p => Assert.Equal(bench.At("installed/tensorframes-worker"), p.WorkerPath));
    }
}
