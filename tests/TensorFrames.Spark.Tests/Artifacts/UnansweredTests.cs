using Grpc.Core;
using TensorFrames.Spark.Connect;
using TensorFrames.Spark.Tests.Execution;

namespace TensorFrames.Spark.Tests.Artifacts;

/// <summary>
/// A server of 3.5 that keeps what it is sent and refuses a name that it has, as the real one does, and whose first answers
/// are lost: what it may have is sent again without harm, and nothing else is taken for sent.
/// </summary>
public sealed class UnansweredTests : IAsyncDisposable
{
    private static readonly SparkSessionOptions s_quick = new() { Retry = new() { InitialBackoff = TimeSpan.FromMilliseconds(1), MaxRetries = 4 } };
    private readonly HashSet<string> _stored = new(StringComparer.Ordinal);
    private FakeConnectServer? _server;
    private int _lost;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_answer_that_is_lost_is_no_error()
    {
        await using var session = await ConnectAsync(s_quick, lost: 1);
        await session.AddArtifactsAsync([Of("files/a", "1"), Of("files/b", "2")], null, Token);
        Assert.Equal(["files/a", "files/b"], _stored.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_an_earlier_call_may_have_sent_is_sent_apart_from_what_is_new()
    {
        await using var session = await ConnectAsync(new() { Retry = new() { MaxRetries = 0 } }, lost: 1);
        await Assert.ThrowsAsync<SparkConnectionException>(() => session.AddArtifactsAsync([Of("files/a", "1")], null, Token));
        await session.AddArtifactsAsync([Of("files/new", "3"), Of("files/a", "1"), Of("files/b", "2")], null, Token);
        Assert.Equal(["files/a", "files/b", "files/new"], _stored.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_was_sent_before_a_failure_is_not_sent_again()
    {
        await using var session = await ConnectAsync(new() { Retry = new() { MaxRetries = 0 } }, lost: 1);
        IReadOnlyList<Artifact> both = [Of("files/new", "3"), Of("files/a", "1")];
        await Assert.ThrowsAsync<SparkConnectionException>(() => session.AddArtifactsAsync([both[1]], null, Token));
        _server!.AddArtifacts = requests => requests[0].Batch.Artifacts[0].Name == "files/a" ? throw FakeConnectServer.Failure(StatusCode.Unavailable) : Store(requests);
        await Assert.ThrowsAsync<SparkConnectionException>(() => session.AddArtifactsAsync(both, null, Token));
        _server.AddArtifacts = Store;
        await session.AddArtifactsAsync(both, null, Token);
        Assert.Equal(["files/a", "files/new"], _stored.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_call_that_was_cancelled_may_be_made_again()
    {
        using var cancel = new CancellationTokenSource();
        await using var session = await ConnectAsync(s_quick, lost: 0);
        var answer = _server!.AddArtifacts;
        _server.AddArtifacts = requests => { _ = answer(requests); cancel.Cancel(); Thread.Sleep(300); return new(); };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.AddArtifactsAsync([Of("files/a", "1")], null, cancel.Token));
        _server.AddArtifacts = answer;
        await session.AddArtifactsAsync([Of("files/a", "1")], null, Token);
        Assert.Equal(["files/a"], _stored);
    }

    [Fact]
    public async Task Other_bytes_under_a_name_that_may_be_there_are_not_taken_for_those()
    {
        await using var session = await ConnectAsync(new() { Retry = new() { MaxRetries = 0 } }, lost: 1);
        await Assert.ThrowsAsync<SparkConnectionException>(() => session.AddArtifactsAsync([Of("files/a", "1")], null, Token));
        await Assert.ThrowsAsync<SparkException>(() => session.AddArtifactsAsync([Of("files/a", "2")], null, Token));
    }

    [Fact]
    public async Task A_refusal_of_what_this_session_never_tried_is_an_error()
    {
        await using var session = await ConnectAsync(s_quick, lost: 0);
        _stored.Add("files/a");
        await Assert.ThrowsAsync<SparkException>(() => session.AddArtifactsAsync([Of("files/a", "1")], null, Token));
    }

    private static Artifact Of(string name, string text) => Artifact.Of(name, System.Text.Encoding.UTF8.GetBytes(text));

    private async Task<SparkSession> ConnectAsync(SparkSessionOptions options, int lost)
    {
        (_server, _lost) = (await FakeConnectServer.StartAsync(), lost);
        _server.Analyze = _ => FakeConnectServer.Version("3.5.9");
        _server.AddArtifacts = Store;
        return await SparkSession.ConnectAsync(_server.Url, options, Token);
    }

    private AddArtifactsResponse Store(IReadOnlyList<AddArtifactsRequest> requests)
    {
        foreach (var artifact in requests.SelectMany(request => request.Batch.Artifacts))
        {
            if (!_stored.Add(artifact.Name))
            {
                throw FakeConnectServer.Failure(StatusCode.Unknown);
            }
        }

        return _lost-- > 0 ? throw FakeConnectServer.Failure(StatusCode.Unavailable) : new();
    }
}
