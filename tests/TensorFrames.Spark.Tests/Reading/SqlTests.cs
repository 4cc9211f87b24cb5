namespace TensorFrames.Spark.Tests.Reading;

/// <summary>When SQL statements are run, and with which arguments.</summary>
public sealed class SqlTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EverySpark]
    public async Task A_command_waits_for_an_action_unless_it_is_run_at_once(Spark spark)
    {
        await using var session = await spark.ConnectAsync();
        var table = "sql_" + Guid.NewGuid().ToString("N");
        _ = await session.SqlAsync($"CREATE TABLE {table} (i int, s string) USING parquet", Token);
        _ = session.Sql("DROP TABLE " + table);
        _ = await session.SqlAsync($"INSERT INTO {table} SELECT ?, ?", [1, "one"], Token);
        _ = await session.SqlAsync($"INSERT INTO {table} SELECT :i, :s", new Dictionary<string, object?>(StringComparer.Ordinal) { ["i"] = 2, ["s"] = "two" }, Token);
        Assert.Equal("{i: 1, s: one} {i: 2, s: two}", string.Join(" ", await session.Table(table).OrderBy("i").CollectAsync(Token)));
        _ = await session.SqlAsync("DROP TABLE " + table, Token);
        _ = await Assert.ThrowsAsync<SparkException>(() => session.Table(table).CountAsync(Token));
    }
}
