using TensorFrames.Spark.Connect;
using static TensorFrames.Spark.Tests.Execution.Answers;

namespace TensorFrames.Spark.Tests.Execution;

/// <summary>What the server is told that it need not keep.</summary>
public sealed class ReleaseTests
{
    private const int RowsOf5MiB = 5 << 17;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_has_come_is_released_every_8_MiB_and_all_at_the_end()
    {
        await using var server = await FakeConnectServer.StartAsync();
        server.Execute = _ => Answer(RowsOf5MiB);

        // A session that is closed takes along what it has not told yet.
        await using var session = await SparkSession.ConnectAsync(server.Url, null, Token);
        Assert.Equal(4 * RowsOf5MiB, await Rows(session));
        var releases = await server.ReceivedAsync<ReleaseExecuteRequest>(3);
        Assert.Equal(["1", "3"], releases.Where(release => release.ReleaseUntil is not null).Select(release => release.ReleaseUntil.ResponseId).Order(StringComparer.Ordinal));
        Assert.Single(releases, release => release.ReleaseAll is not null);
        var operation = Assert.Single(server.Received<ExecutePlanRequest>()).OperationId;
        Assert.All(releases, release => Assert.Equal(operation, release.OperationId));
    }

    [Fact]
    public async Task Reattachable_execution_is_asked_for()
    {
        await using var server = await FakeConnectServer.StartAsync();
        server.Execute = _ => Answer();
        Assert.Equal(8, await Rows(server, new()));
        Assert.Contains(Assert.Single(server.Received<ExecutePlanRequest>()).RequestOptions, option => option.ReattachOptions is { Reattachable: true });
    }

    // A server says no ResultComplete then: the stream's end is the answer's.
    [Fact]
    public async Task Without_it_the_streams_end_is_the_answers_and_nothing_is_released()
    {
        await using var server = await FakeConnectServer.StartAsync();
        server.Execute = _ => Answer().SkipLast(1);
        Assert.Equal(8, await Rows(server, new() { Reattach = false }));
        Assert.DoesNotContain(Assert.Single(server.Received<ExecutePlanRequest>()).RequestOptions, option => option.ReattachOptions is not null);
        Assert.Empty(server.Received<ReattachExecuteRequest>());
        Assert.Empty(server.Received<ReleaseExecuteRequest>());
        Assert.Empty(server.Received<InterruptRequest>());
    }

    [Fact]
    public async Task An_operation_that_is_left_early_is_interrupted_and_released()
    {
        await using var server = await FakeConnectServer.StartAsync();
        server.Execute = _ => Answer();
        await using var session = await SparkSession.ConnectAsync(server.Url, null, Token);
        await foreach (var batch in session.Range(1).ToBatchesAsync(Token))
        {
            batch.Dispose();
            break;
        }

        var operation = Assert.Single(server.Received<ExecutePlanRequest>()).OperationId;
        Assert.Equal(operation, Assert.Single(server.Received<InterruptRequest>()).OperationId);
        Assert.NotNull((await server.ReceivedAsync<ReleaseExecuteRequest>(1))[0].ReleaseAll);
    }

    private static async Task<long> Rows(FakeConnectServer server, SparkSessionOptions options)
    {
        await using var session = await SparkSession.ConnectAsync(server.Url, options, Token);
        return await Rows(session);
    }

    private static async Task<long> Rows(SparkSession session)
    {
        var rows = 0L;
        await foreach (var batch in session.Range(1).ToBatchesAsync(Token))
        {
            rows += batch.Length;
            batch.Dispose();
        }

        return rows;
    }
}
