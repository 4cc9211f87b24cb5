namespace TensorFrames.Spark.Tests.Errors;

/// <summary>Errors carry what Spark says, on each version.</summary>
public abstract class SparkErrorTests(string collection)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Spark Spark { get; } = SparkRows.Of(collection);

    private bool Old => Spark.Version.StartsWith("3.5", StringComparison.Ordinal);

    [Fact]
    public async Task A_failing_row_tells_its_own_text_and_class()
    {
        await using var session = await Spark.ConnectAsync();
        var error = await Assert.ThrowsAsync<SparkException>(() => session.Range(5).SelectExpr("IF(id = 3, raise_error('row three is bad'), id)").CollectAsync(Token));
        Assert.Contains("row three is bad", error.Message, StringComparison.Ordinal);
        Assert.Equal(Stage.Run, error.Stage);
        Assert.NotNull(error.OperationId);
        Assert.NotNull(error.JavaClass);
        if (!Old)
        {
            Assert.Equal(("USER_RAISED_EXCEPTION", "P0001"), (error.ErrorClass, error.SqlState));
            Assert.Equal("row three is bad", error.MessageParameters["errorMessage"]);
        }
    }

    [Fact]
    public async Task A_long_text_is_not_cut()
    {
        Assert.SkipWhen(Old, "3.5 has no FetchErrorDetails");
        await using var session = await Spark.ConnectAsync();
        var error = await Assert.ThrowsAsync<SparkException>(() => session.Range(1).SelectExpr("raise_error(concat(repeat('x', 5000), '|end'))").CollectAsync(Token));
        Assert.Contains("|end", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_servers_stack_is_told_where_it_is_switched_on()
    {
        await using var session = await Spark.ConnectAsync();
        await session.Confs.SetAsync("spark.sql.connect.serverStacktrace.enabled", "true", Token);
        await session.Confs.SetAsync("spark.sql.pyspark.jvmStacktrace.enabled", "true", Token);
        var error = await Assert.ThrowsAsync<SparkException>(() => session.Table("nope").CountAsync(Token));
        Assert.Equal("TABLE_OR_VIEW_NOT_FOUND", error.ErrorClass);
        Assert.Contains("org.apache.spark", error.ServerStackTrace, StringComparison.Ordinal);
        Assert.EndsWith("AnalysisException", error.JavaClass, StringComparison.Ordinal);
        if (!Old)
        {
            Assert.Equal("`nope`", error.MessageParameters["relationName"]);
        }
    }

    [Fact]
    public async Task A_syntax_error_shows_where_it_is()
    {
        await using var session = await Spark.ConnectAsync();
        var error = await Assert.ThrowsAsync<SparkException>(() => session.SqlAsync("SELEC 1", Token));
        Assert.Equal("PARSE_SYNTAX_ERROR", error.ErrorClass);
        Assert.Contains("SELEC", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_of_the_cluster_is_refused_by_name()
    {
        await using var session = await Spark.ConnectAsync();
        var error = await Assert.ThrowsAsync<SparkException>(() => session.Confs.SetAsync("spark.executor.memory", "2g", Token));
        Assert.Contains("spark.executor.memory", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("CANNOT_MODIFY_", error.ErrorClass, StringComparison.Ordinal);
    }
}

[Collection(SparkRows.Spark43Local)]
public sealed class SparkErrorOn43Local() : SparkErrorTests(SparkRows.Spark43Local);

[Collection(SparkRows.Spark41Local)]
public sealed class SparkErrorOn41Local() : SparkErrorTests(SparkRows.Spark41Local);

[Collection(SparkRows.Spark40Local)]
public sealed class SparkErrorOn40Local() : SparkErrorTests(SparkRows.Spark40Local);

[Collection(SparkRows.Spark35Local)]
public sealed class SparkErrorOn35Local() : SparkErrorTests(SparkRows.Spark35Local);
