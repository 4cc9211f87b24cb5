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

    /// <summary>The server's id of the session.</summary>
    internal string ServerSideSessionId { get; set; } = "";

    internal string Url => "sc://" + new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Authority;

    internal static async Task<FakeConnectServer> StartAsync()
    {
        var server = new FakeConnectServer();
        await server._app.StartAsync();
        return server;
    }

    internal static AnalyzePlanResponse Version(string version) => new() { SparkVersion = new() { Version = version } };

    internal static RpcException Failure(StatusCode code, string detail = "") => new(new Status(code, detail));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task Stream(IEnumerable<ExecutePlanResponse> responses, IServerStreamWriter<ExecutePlanResponse> stream)
    {
        foreach (var response in responses)
        {
            response.ServerSideSessionId = ServerSideSessionId;
            await stream.WriteAsync(response);
        }
    }

    private sealed class Methods : IServiceMethodProvider<FakeConnectServer>
    {
        public void OnServiceMethodDiscovery(ServiceMethodProviderContext<FakeConnectServer> context)
        {
            Unary<AnalyzePlanRequest, AnalyzePlanResponse>(context, "AnalyzePlan", (server, request) => server.Analyze(request));
            Unary<InterruptRequest, InterruptResponse>(context, "Interrupt", (_, _) => new());
            Unary<ReleaseExecuteRequest, ReleaseExecuteResponse>(context, "ReleaseExecute", (_, _) => new());
            Unary<ReleaseSessionRequest, ReleaseSessionResponse>(context, "ReleaseSession", (_, _) => new());
            context.AddServerStreamingMethod(
                Method<ExecutePlanRequest, ExecutePlanResponse>(MethodType.ServerStreaming, "ExecutePlan"), [], (server, request, stream, _) => server.Stream(server.Execute(request), stream));
            context.AddServerStreamingMethod(
                Method<ReattachExecuteRequest, ExecutePlanResponse>(MethodType.ServerStreaming, "ReattachExecute"), [], (server, request, stream, _) => server.Stream(server.Reattach(request), stream));
        }

        private static void Unary<TRequest, TResponse>(ServiceMethodProviderContext<FakeConnectServer> context, string name, Func<FakeConnectServer, TRequest, TResponse> answer)
            where TRequest : class, IMessage<TRequest>, new()
            where TResponse : class, IMessage<TResponse>, new() =>
            context.AddUnaryMethod(Method<TRequest, TResponse>(MethodType.Unary, name), [], (server, request, _) => Task.FromResult(answer(server, request)));

        private static Method<TRequest, TResponse> Method<TRequest, TResponse>(MethodType type, string name)
            where TRequest : class, IMessage<TRequest>, new()
            where TResponse : class, IMessage<TResponse>, new() =>
            new(type, "spark.connect.SparkConnectService", name, Marshaller<TRequest>(), Marshaller<TResponse>());

        private static Marshaller<T> Marshaller<T>()
            where T : class, IMessage<T>, new() =>
            Marshallers.Create(message => message.ToByteArray(), new MessageParser<T>(() => new()).ParseFrom);
    }
}
