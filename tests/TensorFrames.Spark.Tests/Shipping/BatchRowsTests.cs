using TensorFrames.Spark.Shipping;

namespace TensorFrames.Spark.Tests.Shipping;

/// <summary>Batches are as large as measures best, unless somebody chose a size.</summary>
public abstract class BatchRowsTests(string collection)
{
    private const string Default = "10000";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Spark Spark { get; } = SparkRows.Of(collection);

    private int Best => Spark.Version.StartsWith("3.5", StringComparison.Ordinal) ? 10_000 : 8_192;

    [Fact]
    public Task A_session_without_a_size_gets_the_best() => Ships(Best, new(), null);

    [Fact]
    public Task Sparks_own_size_is_kept_where_the_options_choose_it() =>
        Ships(10_000, new() { Confs = new Dictionary<string, string>(StringComparer.Ordinal) { [Shipment.BatchRowsSetting] = Default } }, null);

    [Fact]
    public Task A_size_set_by_SQL_is_kept() => Ships(10_000, new(), session => session.SqlAsync($"SET {Shipment.BatchRowsSetting} = {Default}", Token));

    [Fact]
    public async Task Shipping_again_takes_back_its_own_size_only()
    {
        await using var session = await Spark.ConnectAsync();
        await session.ShipAsync(new ShipOptions { BatchRows = 77 }, Token);
        Assert.Equal(77, session.Shipped!.BatchRows);
        await session.ShipAsync(null, Token);
        Assert.Equal(Best, session.Shipped.BatchRows);
        await session.Confs.SetAsync(Shipment.BatchRowsSetting, "55", Token);
        await session.ShipAsync(null, Token);
        Assert.Equal(55, session.Shipped.BatchRows);
    }

    private async Task Ships(int rows, SparkSessionOptions options, Func<SparkSession, Task>? choose)
    {
        await using var session = await Spark.ConnectAsync(options);
        await (choose?.Invoke(session) ?? Task.CompletedTask);
        await session.ShipAsync(null, Token);
        Assert.Equal(rows, session.Shipped!.BatchRows);
        Assert.Equal($"{rows}", await session.Confs.GetAsync(Shipment.BatchRowsSetting, Token));
    }
}

[Collection(SparkRows.Spark43Local)]
public sealed class BatchRowsOn43() : BatchRowsTests(SparkRows.Spark43Local);

[Collection(SparkRows.Spark35Local)]
public sealed class BatchRowsOn35() : BatchRowsTests(SparkRows.Spark35Local);
