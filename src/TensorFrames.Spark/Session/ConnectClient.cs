using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>
/// The way to the server: one channel, the session's name on every request, retries, and errors as exceptions. Safe for
/// several threads.
/// </summary>
internal sealed partial class ConnectClient : IDisposable
{
    /// <summary>What Spark's own clients and servers take at most in one message.</summary>
    internal const int MaxMessageBytes = 128 << 20;

    private readonly GrpcChannel _channel;
    private readonly SparkSessionOptions _options;
    private readonly Metadata _headers = [];
    private readonly UserContext _user;
    private readonly string _clientType;
    private string _serverSideSessionId = "";

    internal ConnectClient(ConnectUrl url, SparkSessionOptions options)
    {
        (Url, _options) = (url, options);
        SessionId = (url.SessionId ?? Guid.NewGuid()).ToString();
        var user = url.UserId ?? Environment.UserName;
        _user = new() { UserId = user, UserName = user };
        _clientType = url.UserAgent is { } agent ? $"{agent} {ClientName}" : ClientName;
        foreach (var (key, value) in url.Headers)
        {
            _headers.Add(key, value);
        }

        if (url.Token is { } token)
        {
            _headers.Add("authorization", $"Bearer {token}");
        }

        _channel = GrpcChannel.ForAddress(url.Address, new()
        {
            MaxReceiveMessageSize = MaxMessageBytes,
            MaxSendMessageSize = MaxMessageBytes,
            HttpHandler = Connections(),
            DisposeHttpClient = true,
        });
        Service = new(_channel);
    }

    internal ConnectUrl Url { get; }

    internal string SessionId { get; }

    /// <summary>Empty until the server has told it, and always on 3.5.</summary>
    internal string ServerSideSessionId => Volatile.Read(ref _serverSideSessionId);

    internal SparkConnectService.SparkConnectServiceClient Service { get; }

    internal ILogger Logger => _options.Logger ?? NullLogger.Instance;

    internal SparkSessionOptions Options => _options;

    /// <summary>Known once the session is connected.</summary>
    internal SparkVersion? Version { get; set; }

    /// <summary>How connections are made and kept.</summary>
    /// <remarks>
    /// Spark's server (grpc-java) allows one ping in five minutes, and none where nothing is being asked; at the third that
    /// comes too early it closes the connection (GOAWAY, too_many_pings) with all that runs on it.
    /// </remarks>
    internal static SocketsHttpHandler Connections() => new()
    {
        EnableMultipleHttp2Connections = true,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        KeepAlivePingDelay = TimeSpan.FromMinutes(6),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        InitialHttp2StreamWindowSize = 4 << 20,
    };

    private static string ClientName =>
        $"_SPARK_CONNECT_DOTNET TensorFrames.Net/{typeof(ConnectClient).Assembly.GetName().Version?.ToString(3)} os/{Environment.OSVersion.Platform} dotnet/{Environment.Version}";

    /// <summary>Puts the session's name on a request.</summary>
    internal T Named<T>(T request)
        where T : IRequest
    {
        request.SessionId = SessionId;
        request.UserContext = _user;
        request.ClientType = _clientType;
        if (ServerSideSessionId is { Length: > 0 } observed)
        {
            request.ClientObservedServerSideSessionId = observed;
        }

        return request;
    }

    internal CallOptions Call(CancellationToken cancellationToken) => new(_headers, cancellationToken: cancellationToken);

    internal Retrying StartRetrying() => new(_options.Retry, Logger);

    /// <summary>One question, one answer; asked again as the retry policy says.</summary>
    /// <param name="ask">The call.</param>
    /// <param name="stage">Where an error belongs.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal async Task<TReply> AskAsync<TReply>(
        Func<SparkConnectService.SparkConnectServiceClient, CallOptions, AsyncUnaryCall<TReply>> ask, Stage stage, CancellationToken cancellationToken)
        where TReply : IReply
    {
        var retrying = StartRetrying();
        while (true)
        {
            RpcException error;
            try
            {
                using var call = ask(Service, Call(cancellationToken));
                return Checked(await call.ResponseAsync.ConfigureAwait(false));
            }
            catch (RpcException e)
            {
                error = e;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (!await retrying.WaitAsync(error, cancellationToken).ConfigureAwait(false))
            {
                throw await ExplainAsync(error, stage, null).ConfigureAwait(false);
            }
        }
    }

    /// <summary>An answer of this session; another's means that the server was restarted or swapped and all state is gone.</summary>
    /// <exception cref="SparkConnectionException">It is another session's.</exception>
    internal T Checked<T>(T reply)
        where T : IReply
    {
        if (reply.SessionId is { Length: > 0 } session && !string.Equals(session, SessionId, StringComparison.OrdinalIgnoreCase))
        {
            throw new SparkConnectionException($"The server answered for session {session}, not for {SessionId}.");
        }

        if (reply.ServerSideSessionId is { Length: > 0 } id)
        {
            var before = Interlocked.CompareExchange(ref _serverSideSessionId, id, "");
            if (before.Length > 0 && !string.Equals(before, id, StringComparison.Ordinal))
            {
                throw new SparkConnectionException(
                    $"The server has a new session ({id}, before {before}) under this session's name: it was restarted, and views, settings and artifacts are gone. Fix: connect anew.");
            }
        }

        return reply;
    }

    public void Dispose() => _channel.Dispose();
}
