using TensorFrames.Spark.Connect;
using TensorFrames.Spark.Tests.Execution;

namespace TensorFrames.Spark.Tests.Session;

/// <summary>What the URL says arrives at the server, and so does the session's end.</summary>
public sealed class WireTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Token_and_headers_of_the_URL_come_with_every_call()
    {
        await using var server = await FakeConnectServer.StartAsync();
        await using (await SparkSession.ConnectAsync(server.Url + "/;token=a%3Db;use_ssl=false;X-Route=blue", null, Token))
        {
        }

        Assert.Equal(2, server.Headers.Count);
        Assert.All(server.Headers, headers => Assert.Equal(("Bearer a=b", "blue"), (headers.GetValue("authorization"), headers.GetValue("x-route"))));
    }

    [Fact]
    public async Task User_client_and_session_come_with_every_request()
    {
        var id = Guid.NewGuid();
        await using var server = await FakeConnectServer.StartAsync();
        await using (await SparkSession.ConnectAsync($"{server.Url}/;user_id=me;user_agent=job%201;session_id={id}", null, Token))
        {
        }

        IReadOnlyList<IRequest> requests = server.Received<IRequest>();
        Assert.Equal(2, requests.Count);
        Assert.All(requests, request => Assert.Equal(("me", id.ToString()), (request.UserContext.UserId, request.SessionId)));
        Assert.All(requests, request => Assert.Matches(@"^job 1 _SPARK_CONNECT_DOTNET TensorFrames\.Net/\S+ os/\S+ dotnet/\S+$", request.ClientType));
    }

    [Fact]
    public async Task Stopping_releases_the_session()
    {
        await using var server = await FakeConnectServer.StartAsync();
        var session = await SparkSession.ConnectAsync(server.Url, null, Token);
        await session.StopAsync(Token);
        Assert.Equal(session.SessionId, Assert.Single(server.Received<ReleaseSessionRequest>()).SessionId);
        Assert.Empty(server.Received<InterruptRequest>());
    }

    [Fact]
    public async Task Stopping_on_3_5_interrupts_what_runs()
    {
        await using var server = await FakeConnectServer.StartAsync();
        server.Analyze = _ => FakeConnectServer.Version("3.5.9");
        var session = await SparkSession.ConnectAsync(server.Url, null, Token);
        await session.StopAsync(Token);
        Assert.Equal(InterruptRequest.Types.InterruptType.All, Assert.Single(server.Received<InterruptRequest>()).InterruptType);
        Assert.Empty(server.Received<ReleaseSessionRequest>());
    }

    // grpc-java's limits: one ping in 5 minutes, none without a call.
    [Fact]
    public void Pings_are_as_rare_as_Sparks_server_allows()
    {
        using var connections = ConnectClient.Connections();
        Assert.InRange(connections.KeepAlivePingDelay, TimeSpan.FromMinutes(5.5), TimeSpan.FromMinutes(10));
        Assert.Equal(HttpKeepAlivePingPolicy.WithActiveRequests, connections.KeepAlivePingPolicy);
    }
}
