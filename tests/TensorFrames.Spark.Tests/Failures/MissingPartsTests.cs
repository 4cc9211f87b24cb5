using TensorFrames.Spark.Tests.Verbs;

namespace TensorFrames.Spark.Tests.Failures;

/// <summary>What an executor may lack ends in one error on the driver that names it.</summary>
public sealed class MissingPartsTests
{
    [Theory, EverySpark]
    public async Task A_missing_libtensorflow_is_named_with_the_fix(Spark spark)
    {
        var error = await FailAsync(spark, new ShipOptions { InstalledLibTensorFlow = "/nowhere/libtensorflow.so.2" });
        Assert.Contains("/nowhere/libtensorflow.so.2", error, StringComparison.Ordinal);
        Assert.Contains("ShipLibTensorFlow", error, StringComparison.Ordinal);
    }

    [Theory, EverySpark]
    public async Task A_worker_that_is_not_there_is_named(Spark spark)
    {
        var error = await FailAsync(spark, new ShipOptions { InstalledWorker = "/nowhere/tensorframes-worker" });
        Assert.Contains("/nowhere/tensorframes-worker", error, StringComparison.Ordinal);
        Assert.Contains("Fix:", error, StringComparison.Ordinal);
    }

    [Theory, EverySpark]
    public async Task An_older_glibc_is_named(Spark spark)
    {
        using var folder = new Folder();
        var error = await FailAsync(spark, new ShipOptions { Worker = NewerGlibc.Of(Shipping.WorkerExecutable.Find(), folder["tensorframes-worker"]) });
        Assert.Contains("GLIBC_2.99", error, StringComparison.Ordinal);
        Assert.Contains("glibc", error, StringComparison.Ordinal);
        Assert.Contains("Fix:", error, StringComparison.Ordinal);
    }

    private static async Task<string> FailAsync(Spark spark, ShipOptions options)
    {
        using var graph = SmallGraphs.AddThree();
        await using var session = await spark.ConnectAsync();
        await session.ShipAsync(options, TestContext.Current.CancellationToken);
        return (await Assert.ThrowsAsync<SparkException>(() => Rows.Count(session.Sql("SELECT 1D AS x").MapBlocks(graph, "y")))).Message;
    }
}
