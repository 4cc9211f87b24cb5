using Apache.Arrow;

namespace TensorFrames.Spark.Tests.Session;

/// <summary>The essentials, on each version and deployment.</summary>
public abstract class ConnectTests(string collection)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Spark Spark { get; } = SparkRows.Of(collection);

    [Fact]
    public async Task A_session_knows_its_servers_version()
    {
        await using var session = await Spark.ConnectAsync();
        Assert.Equal(Spark.Version, session.Version);
    }

    [Fact]
    public async Task A_range_comes_back_row_by_row()
    {
        await using var session = await Spark.ConnectAsync();
        var ids = new List<long>();
        await foreach (var batch in session.Range(5, 25_000, step: 3, partitions: 3).ToBatchesAsync(Token))
        {
            using (batch)
            {
                ids.AddRange(((Int64Array)batch.Column(0)).Values);
            }
        }

        Assert.Equal(Enumerable.Range(0, ids.Count).Select(i => 5L + 3 * i), ids);
        Assert.Equal(8332, ids.Count);
    }

    [Fact]
    public async Task A_setting_is_kept_by_the_session_alone()
    {
        await using var session = await Spark.ConnectAsync();
        await using var other = await Spark.ConnectAsync();
        await session.Confs.SetAsync("spark.tensorframes.probe", "42", Token);
        Assert.Equal("42", await session.Confs.GetAsync("spark.tensorframes.probe", Token));
        Assert.Null(await other.Confs.GetAsync("spark.tensorframes.probe", Token));
        await session.Confs.UnsetAsync("spark.tensorframes.probe", Token);
        Assert.Null(await session.Confs.GetAsync("spark.tensorframes.probe", Token));
        Assert.True(await session.Confs.IsModifiableAsync("spark.sql.shuffle.partitions", Token));
        Assert.False(await session.Confs.IsModifiableAsync("spark.executor.memory", Token));
    }

    [Fact]
    public async Task A_wrong_query_carries_error_class_and_sqlstate()
    {
        await using var session = await Spark.ConnectAsync();
        var error = await Assert.ThrowsAsync<SparkException>(() => session.Sql("SELECT nope FROM VALUES (1) AS t(x)").SchemaAsync(Token));
        Assert.StartsWith("UNRESOLVED_COLUMN", error.ErrorClass, StringComparison.Ordinal);
        Assert.Equal(Spark.Version.StartsWith("3.5", StringComparison.Ordinal) ? null : "42703", error.SqlState); // 3.5 does not tell it
        Assert.Contains("nope", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_reach_the_server_whole_whatever_their_size()
    {
        await using var session = await Spark.ConnectAsync();
        var big = new byte[200_001];
        Random.Shared.NextBytes(big);
        var seen = new List<ArtifactProgress>();
        await session.AddArtifactAsync("files/small.txt", "small"u8.ToArray(), cancellationToken: Token);
        await session.AddArtifactAsync("files/big.bin", big, new Told(seen), Token);
        Assert.Equal(big.Length, seen[^1].Bytes);
        Assert.Equal(7, seen.Count);
    }

    [Fact]
    public async Task Other_bytes_under_a_name_are_refused_and_the_same_are_not()
    {
        await using var session = await Spark.ConnectAsync();
        await session.AddArtifactAsync("files/model.bin", "one"u8.ToArray(), cancellationToken: Token);
        await session.AddArtifactAsync("files/model.bin", "one"u8.ToArray(), cancellationToken: Token);
        var error = await Assert.ThrowsAsync<PlanException>(() => session.AddArtifactAsync("files/model.bin", "two"u8.ToArray(), cancellationToken: Token));
        Assert.Contains("'files/model.bin' was sent by this session with other bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_taken_up_again_may_send_what_the_server_has()
    {
        await using var session = await Spark.ConnectAsync();
        await session.AddArtifactAsync("files/first.txt", "first"u8.ToArray(), cancellationToken: Token);
        await session.ShipAsync(null, Token);
        await using var again = await Spark.ConnectAsync(parameters: $";session_id={session.SessionId}");
        await again.AddArtifactsAsync([Artifact.Of("files/first.txt", "first"u8.ToArray()), Artifact.Of("files/second.txt", "second"u8.ToArray())], null, Token);
        await again.ShipAsync(null, Token);
        Assert.NotEmpty(await again.ProbeAsync(1, Token));
    }

    private sealed class Told(List<ArtifactProgress> seen) : IProgress<ArtifactProgress>
    {
        public void Report(ArtifactProgress value) => seen.Add(value);
    }
}

[Collection(SparkRows.Spark43Local)]
public sealed class ConnectOn43Local() : ConnectTests(SparkRows.Spark43Local);

[Collection(SparkRows.Spark43Standalone)]
public sealed class ConnectOn43Standalone() : ConnectTests(SparkRows.Spark43Standalone);

[Collection(SparkRows.Spark41Local)]
public sealed class ConnectOn41Local() : ConnectTests(SparkRows.Spark41Local);

[Collection(SparkRows.Spark40Local)]
public sealed class ConnectOn40Local() : ConnectTests(SparkRows.Spark40Local);

[Collection(SparkRows.Spark35Local)]
public sealed class ConnectOn35Local() : ConnectTests(SparkRows.Spark35Local);

[Collection(SparkRows.Spark35Standalone)]
public sealed class ConnectOn35Standalone() : ConnectTests(SparkRows.Spark35Standalone);
