using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using TensorFrames.Spark.Connect;
using static TensorFrames.Spark.Tests.Execution.Answers;

namespace TensorFrames.Spark.Tests.Execution;

/// <summary>Broken answers are taken up again without losing or doubling a row; what cannot be is an error.</summary>
public sealed class ReattachTests
{
    private static readonly SparkSessionOptions s_quick = new() { Retry = new() { InitialBackoff = TimeSpan.FromMilliseconds(1), MaxRetries = 4 } };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_that_breaks_is_taken_up_after_the_last_response()
    {
        await using var server = await FakeConnectServer.StartAsync();
        server.Execute = _ => Answer().Take(2).Concat(Fails(StatusCode.Unavailable));
        server.Reattach = request => request.LastResponseId == "1" ? Answer().Skip(2).Take(1).Concat(Fails(StatusCode.Unavailable)) : Answer().Skip(1 + int.Parse(request.LastResponseId));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], await Rows(server));
    }

    [Fact]
    public async Task A_cursor_that_the_server_disconnected_is_taken_up()
    {
        await using var server = await FakeConnectServer.StartAsync();
        server.Execute = _ => Answer().Take(2).Concat(Fails(StatusCode.Internal, "[INVALID_CURSOR.DISCONNECTED] another stream has it"));
        server.Reattach = request => Answer().Skip(1 + int.Parse(request.LastResponseId));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], await Rows(server));
    }

    [Fact]
    public async Task A_stream_that_breaks_after_its_last_response_is_at_its_end()
    {
        await using var server = await FakeConnectServer.StartAsync();
        server.Execute = _ => Answer().Concat(Fails(StatusCode.Unavailable));
        server.Reattach = _ => Fails(StatusCode.Unavailable);
        await using var session = await SparkSession.ConnectAsync(server.Url, s_quick, Token);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], await Rows(session));
        Assert.Empty(server.Received<ReattachExecuteRequest>());
        Assert.NotNull((await server.ReceivedAsync<ReleaseExecuteRequest>(1))[0].ReleaseAll);
    }

    [Fact]
    public async Task A_stream_that_ends_early_is_taken_up()
    {
        await using var server = await FakeConnectServer.StartAsync();
        server.Execute = _ => Answer().Take(1);
        server.Reattach = request => Answer().Skip(1 + int.Parse(request.LastResponseId)).Take(1);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], await Rows(server));
    }

    [Fact]
    public async Task Streams_that_end_without_a_response_are_asked_for_ever_more_slowly_until_one_comes()
    {
        var asked = 0;
        await using var server = await FakeConnectServer.StartAsync();
        server.Execute = _ => [];
        server.Reattach = _ => asked++ < 6 ? [] : Answer();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], await Rows(server));
        Assert.InRange(watch.Elapsed.TotalMilliseconds, 1 + 4 + 16 + 64 + 256, 60_000);
    }

    [Fact]
    public async Task A_plan_that_never_arrived_is_sent_again()
    {
        var sent = 0;
        await using var server = await FakeConnectServer.StartAsync();
        server.Execute = _ => sent++ == 0 ? Fails(StatusCode.Unavailable) : Answer();
        server.Reattach = _ => Fails(StatusCode.Internal, "[INVALID_HANDLE.OPERATION_NOT_FOUND] no such operation");
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], await Rows(server));
        Assert.Equal(2, sent);
    }

    [Fact]
    public async Task An_operation_lost_in_the_middle_is_an_error()
    {
        var sent = 0;
        await using var server = await FakeConnectServer.StartAsync();
        server.Execute = _ => { sent++; return Answer().Take(2).Concat(Fails(StatusCode.Unavailable)); };
        server.Reattach = _ => Fails(StatusCode.Internal, "[INVALID_HANDLE.OPERATION_NOT_FOUND] no such operation");
        var error = await Assert.ThrowsAsync<SparkException>(() => Rows(server));
        Assert.Equal("INVALID_HANDLE.OPERATION_NOT_FOUND", error.ErrorClass);
        Assert.Equal(1, sent);
    }

    [Fact]
    public async Task A_server_that_stays_away_is_an_error_after_the_last_try()
    {
        var tries = 0;
        await using var server = await FakeConnectServer.StartAsync();
        server.Execute = _ => Fails(StatusCode.Unavailable);
        server.Reattach = _ => { tries++; return Fails(StatusCode.Unavailable); };
        await Assert.ThrowsAsync<SparkConnectionException>(() => Rows(server));
        Assert.Equal(4, tries);
    }

    [Fact]
    public async Task A_question_is_asked_again_until_it_is_answered()
    {
        var asked = 0;
        await using var server = await FakeConnectServer.StartAsync();
        await using var session = await SparkSession.ConnectAsync(server.Url, s_quick, Token);
        server.Analyze = _ => asked++ < 3 ? throw FakeConnectServer.Failure(StatusCode.Unavailable) : new() { Explain = new() { ExplainString = "plan" } };
        Assert.Equal("plan", await session.Range(1).ExplainAsync(cancellationToken: Token));
        Assert.Equal(4, asked);
    }

    [Fact]
    public async Task A_server_that_says_when_to_come_again_is_asked_then()
    {
        var asked = 0;
        var busy = new Google.Rpc.Status { Code = (int)StatusCode.Internal, Message = "busy", Details = { Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(400)) }) } };
        await using var server = await FakeConnectServer.StartAsync();
        await using var session = await SparkSession.ConnectAsync(server.Url, s_quick, Token);
        server.Analyze = _ => asked++ == 0 ? throw busy.ToRpcException() : new() { Explain = new() { ExplainString = "plan" } };
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal("plan", await session.Range(1).ExplainAsync(cancellationToken: Token));
        Assert.InRange(watch.Elapsed.TotalMilliseconds, 399, 60_000);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task A_refusal_is_not_asked_again()
    {
        var asked = 0;
        await using var server = await FakeConnectServer.StartAsync();
        await using var session = await SparkSession.ConnectAsync(server.Url, s_quick, Token);
        server.Analyze = _ => { asked++; throw FakeConnectServer.Failure(StatusCode.Internal, "[NO] no"); };
        Assert.Equal("NO", (await Assert.ThrowsAsync<SparkException>(() => session.Range(1).ExplainAsync(cancellationToken: Token))).ErrorClass);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Another_session_under_our_name_is_an_error()
    {
        await using var server = await FakeConnectServer.StartAsync();
        server.Execute = _ => Answer();
        server.ServerSideSessionId = "first";
        await using var session = await SparkSession.ConnectAsync(server.Url, s_quick, Token);
        Assert.Equal(8, (await session.Range(1).CollectAsync(Token)).Count);
        server.ServerSideSessionId = "second";
        Assert.Contains("restarted", (await Assert.ThrowsAsync<SparkConnectionException>(() => session.Range(1).CollectAsync(Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_in_chunks_is_joined()
    {
        await using var server = await FakeConnectServer.StartAsync();
        var bytes = Answer().First().ArrowBatch.Data.ToByteArray();
        server.Execute = _ => [.. bytes.Chunk(100).Select((chunk, i) => Chunk(i, chunk, (bytes.Length + 99) / 100)), Complete()];
        Assert.Equal([0, 1], await Rows(server));
        server.Execute = _ => [Chunk(0, bytes[..100], 3), Complete()];
        Assert.Contains("middle of a batch", (await Assert.ThrowsAsync<SparkException>(() => Rows(server))).Message, StringComparison.Ordinal);

        static ExecutePlanResponse Chunk(int index, byte[] data, int count) => new()
        {
            ResponseId = $"c{index}",
            ArrowBatch = new() { RowCount = 2, Data = ByteString.CopyFrom(data), ChunkIndex = index, NumChunksInBatch = count },
        };
    }

    [Fact]
    public async Task Missing_rows_are_an_error()
    {
        await using var server = await FakeConnectServer.StartAsync();
        server.Execute = _ => Answer().Where(response => response.ResponseId != "1");
        Assert.Contains("row 4 comes where row 2 was due", (await Assert.ThrowsAsync<SparkException>(() => Rows(server))).Message, StringComparison.Ordinal);
        server.Execute = _ => Answer().Select(response => { response.ArrowBatch?.RowCount = 3; return response; });
        Assert.Contains("announces 3 rows and holds 2", (await Assert.ThrowsAsync<SparkException>(() => Rows(server))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Waits_grow_to_a_limit()
    {
        var policy = new RetryPolicy();
        Assert.Equal([50, 200, 800, 3200, 12_800, 51_200, 60_000, 60_000], Enumerable.Range(0, 8).Select(i => (int)policy.Backoff(i).TotalMilliseconds));
    }

    private static async Task<IReadOnlyList<long>> Rows(FakeConnectServer server)
    {
        await using var session = await SparkSession.ConnectAsync(server.Url, s_quick, Token);
        return await Rows(session);
    }

    private static async Task<IReadOnlyList<long>> Rows(SparkSession session) => [.. (await session.Range(1).CollectAsync(Token)).Select(row => row.Get<long>(0))];
}
