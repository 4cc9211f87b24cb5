using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark.Tests.Execution;

/// <summary>A server that fails on demand, for what a real one does not show. It knows one version and nothing of plans.</summary>
internal sealed class FakeConnectServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(IMessage Request, Metadata Headers)> _received = new();

    private FakeConnectServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        builder.Services.AddSingleton<IServiceMethodProvider<FakeConnectServer>, Methods>();
        _app = builder.Build();
        _app.MapGrpcService<FakeConnectServer>();
    }

    internal Func<AnalyzePlanRequest, AnalyzePlanResponse> Analyze { get; set; } = _ => Version("4.3.0");

    internal Func<ExecutePlanRequest, IEnumerable<ExecutePlanResponse>> Execute { get; set; } = _ => [];

    internal Func<ReattachExecuteRequest, IEnumerable<ExecutePlanResponse>> Reattach { get; set; } = _ => [];

    /// <summary>Given the messages of one call.</summary>
    internal Func<IReadOnlyList<AddArtifactsRequest>, AddArtifactsResponse> AddArtifacts { get; set; } = _ => new();

    /// <summary>The server's id of the session.</summary>
    internal string ServerSideSessionId { get; set; } = "";

    internal string Url => "sc://" + new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Authority;

    /// <summary>What has come of one kind so far, in order.</summary>
    internal IReadOnlyList<T> Received<T>() => [.. _received.Select(call => call.Request).OfType<T>()];

    /// <summary>The same, once there are so many: nobody waits for the server's word on what it may forget.</summary>
    internal async Task<IReadOnlyList<T>> ReceivedAsync<T>(int count)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (Received<T>().Count < count)
        {
            await Task.Delay(10, limit.Token);
        }

        return Received<T>();
    }

    /// <summary>The headers that each call came with.</summary>
    internal IReadOnlyList<Metadata> Headers => [.. _received.Select(call => call.Headers)];

    internal static async Task<FakeConnectServer> StartAsync()
    {
        var server = new FakeConnectServer();
        await server._app.StartAsync();
        return server;
    }

    internal static AnalyzePlanResponse Version(string version) => new() { SparkVersion = new() { Version = version } };

    internal static RpcException Failure(StatusCode code, string detail = "") => new(new Status(code, detail));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private T Noted<T>(T request, ServerCallContext call)
        where T : IMessage
    {
        _received.Enqueue((request, call.RequestHeaders));
        return request;
    }

    private async Task Stream(IEnumerable<ExecutePlanResponse> responses, IServerStreamWriter<ExecutePlanResponse> stream)
    {
        foreach (var response in responses)
        {
            response.ServerSideSessionId = ServerSideSessionId;
            await stream.WriteAsync(response);
        }
    }

    private async Task<AddArtifactsResponse> Added(IAsyncStreamReader<AddArtifactsRequest> stream, ServerCallContext call)
    {
        var requests = new List<AddArtifactsRequest>();
        await foreach (var request in stream.ReadAllAsync(call.CancellationToken))
        {
            requests.Add(Noted(request, call));
        }

        return AddArtifacts(requests);
    }

    private sealed class Methods : IServiceMethodProvider<FakeConnectServer>
    {
        public void OnServiceMethodDiscovery(ServiceMethodProviderContext<FakeConnectServer> context)
        {
            Unary<AnalyzePlanRequest, AnalyzePlanResponse>(context, "AnalyzePlan", (server, request) => server.Analyze(request));
            Unary<InterruptRequest, InterruptResponse>(context, "Interrupt", (_, _) => new());
            Unary<ReleaseExecuteRequest, ReleaseExecuteResponse>(context, "ReleaseExecute", (_, _) => new());
            Unary<ReleaseSessionRequest, ReleaseSessionResponse>(context, "ReleaseSession", (_, _) => new());
            Streamed<ExecutePlanRequest>(context, "ExecutePlan", (server, request) => server.Execute(request));
            Streamed<ReattachExecuteRequest>(context, "ReattachExecute", (server, request) => server.Reattach(request));
            context.AddClientStreamingMethod(
                Method<AddArtifactsRequest, AddArtifactsResponse>(MethodType.ClientStreaming, "AddArtifacts"), [], (server, stream, call) => server.Added(stream, call));
        }

        private static void Unary<TRequest, TResponse>(ServiceMethodProviderContext<FakeConnectServer> context, string name, Func<FakeConnectServer, TRequest, TResponse> answer)
            where TRequest : class, IMessage<TRequest>, new()
            where TResponse : class, IMessage<TResponse>, new() =>
            context.AddUnaryMethod(Method<TRequest, TResponse>(MethodType.Unary, name), [], (server, request, call) => Task.FromResult(answer(server, server.Noted(request, call))));

        private static void Streamed<TRequest>(
            ServiceMethodProviderContext<FakeConnectServer> context, string name, Func<FakeConnectServer, TRequest, IEnumerable<ExecutePlanResponse>> answer)
            where TRequest : class, IMessage<TRequest>, new() =>
            context.AddServerStreamingMethod(
                Method<TRequest, ExecutePlanResponse>(MethodType.ServerStreaming, name), [], (server, request, stream, call) => server.Stream(answer(server, server.Noted(request, call)), stream));

        private static Method<TRequest, TResponse> Method<TRequest, TResponse>(MethodType type, string name)
            where TRequest : class, IMessage<TRequest>, new()
            where TResponse : class, IMessage<TResponse>, new() =>
            new(type, "spark.connect.SparkConnectService", name, Marshaller<TRequest>(), Marshaller<TResponse>());

        private static Marshaller<T> Marshaller<T>()
            where T : class, IMessage<T>, new() =>
            Marshallers.Create(message => message.ToByteArray(), new MessageParser<T>(() => new()).ParseFrom);
    }
}
