using System.Diagnostics;
using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>
/// A session on a Spark Connect server: its settings, views, artifacts and operations. Safe for several threads. Disposing
/// it ends the session on the server.
/// </summary>
public sealed partial class SparkSession : IAsyncDisposable
{
    private long _planId;

    private SparkSession(ConnectClient client)
    {
        Client = client;
        Confs = new(client);
    }

    /// <summary>The server's version, <c>4.3.0</c> for instance.</summary>
    public string Version => SparkVersion.Text;

    /// <summary>The session's id, chosen by this client or given in the URL.</summary>
    public string SessionId => Client.SessionId;

    /// <summary>The server's own id of the session, which names its folder on executors; empty on 3.5, which does not tell.</summary>
    public string ServerSideSessionId => Client.ServerSideSessionId;

    /// <summary>The session's settings.</summary>
    public SparkConfs Confs { get; }

    internal ConnectClient Client { get; }

    internal SparkVersion SparkVersion => Client.Version!;

    /// <summary>Connects to a Spark Connect server, 3.5 or newer.</summary>
    /// <param name="url"><c>sc://host:port/;use_ssl=true;token=…;user_id=…;user_agent=…;session_id=…</c>; port 15002 and no parameters by default. A token means TLS unless use_ssl=false.</param>
    /// <param name="options">Settings, retries, logging.</param>
    /// <param name="cancellationToken">Ends the trying.</param>
    /// <exception cref="SparkConnectionException">The URL is wrong, nothing answers in time, or what answers is no Spark Connect server.</exception>
    public static async Task<SparkSession> ConnectAsync(string url, SparkSessionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var client = new ConnectClient(ConnectUrl.Parse(url), options ?? new());
        try
        {
            client.Version = SparkVersion.Parse(await VersionAsync(client, cancellationToken).ConfigureAwait(false));
            var session = new SparkSession(client);
            if (client.Options.Confs.Count > 0)
            {
                await session.Confs.SetAsync(client.Options.Confs, cancellationToken).ConfigureAwait(false);
            }

            return session;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    internal long NextPlanId() => Interlocked.Increment(ref _planId);

    internal OperationStream Execute(Plan plan) => new(Client, plan, Tags);

    internal async Task RunAsync(Command command, CancellationToken cancellationToken)
    {
        await foreach (var response in Execute(new Plan { Command = command }).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            Debug.Assert(response is not null);
        }
    }

    internal async Task<AnalyzePlanResponse> AnalyzeAsync(AnalyzePlanRequest request, CancellationToken cancellationToken) =>
        await Client.AskAsync((service, call) => service.AnalyzePlanAsync(Client.Named(request), call), Stage.Plan, cancellationToken).ConfigureAwait(false);

    internal async Task<DataType> AnalyzeSchemaAsync(Relation relation, CancellationToken cancellationToken) =>
        (await AnalyzeAsync(new() { Schema = new() { Plan = new() { Root = relation } } }, cancellationToken).ConfigureAwait(false)).Schema.Schema_;

    /// <summary>How this session's types come as Arrow, by its present settings.</summary>
    internal async Task<SparkToArrow> ArrowTypesAsync(CancellationToken cancellationToken)
    {
        var settings = await Confs.GetAllOfAsync(["spark.sql.session.timeZone", "spark.sql.execution.arrow.useLargeVarTypes"], cancellationToken).ConfigureAwait(false);
        return new(settings[0] ?? "UTC", string.Equals(settings[1], "true", StringComparison.OrdinalIgnoreCase));
    }

    // A server that is just starting, or a wrong address: tried for the time that the options give, not for the ten minutes
    // that an established session is worth.
    private static async Task<string> VersionAsync(ConnectClient client, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(client.Options.ConnectTimeout);
        var started = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var call = client.Service.AnalyzePlanAsync(client.Named(new AnalyzePlanRequest { SparkVersion = new() }), client.Call(limit.Token));
                return client.Checked(await call.ResponseAsync.ConfigureAwait(false)).SparkVersion.Version;
            }
            catch (Grpc.Core.RpcException e) when (!cancellationToken.IsCancellationRequested)
            {
                if (limit.IsCancellationRequested)
                {
                    throw new SparkConnectionException(
                        $"The Spark Connect server at {client.Url.Host}:{client.Url.Port} gave no answer within {client.Options.ConnectTimeout.TotalSeconds} s. Check host and port, that it speaks gRPC, "
                        + $"and that {(client.Url.Tls ? "it speaks TLS" : "it wants no TLS (else add use_ssl=true)")}.",
                        e);
                }

                if (!Retrying.IsTransient(e) || client.Options.Retry.MaxRetries == 0 || started.Elapsed + TimeSpan.FromSeconds(1) >= client.Options.ConnectTimeout)
                {
                    throw await client.ExplainAsync(e, Stage.Load, null).ConfigureAwait(false);
                }
            }
            catch (Grpc.Core.RpcException)
            {
                throw new OperationCanceledException(cancellationToken);
            }

            await Task.Delay(500, cancellationToken).ConfigureAwait(false);
        }
    }
}
