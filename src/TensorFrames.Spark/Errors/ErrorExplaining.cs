using Grpc.Core;
using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>Failed calls as exceptions.</summary>
internal sealed partial class ConnectClient
{
    private static readonly TimeSpan s_detailsTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The exception that a failed call becomes; asks the server for the error in full where it can.</summary>
    internal async ValueTask<Exception> ExplainAsync(RpcException error, Stage stage, string? operationId)
    {
        var server = new ServerError(error);
        if (server.Is("INVALID_HANDLE.SESSION_CHANGED") || server.Is("INVALID_HANDLE.SESSION_CLOSED") || server.Is("INVALID_HANDLE.SESSION_NOT_FOUND"))
        {
            return new SparkConnectionException($"The session is gone from the server: {server.Message} Fix: connect anew.", error);
        }

        if (!server.IsSparks && WayFailed(error) is { } failure)
        {
            return failure;
        }

        var details = await DetailsAsync(server).ConfigureAwait(false);
        var throwable = details?.Throwable;
        return new SparkException(stage, WorkerStart.Explain(TextOf(details?.Message ?? server.Message, error)), error)
        {
            ErrorClass = throwable?.ErrorClass ?? server.ErrorClass,
            SqlState = throwable?.SqlState is { Length: > 0 } state ? state : server.SqlState,
            MessageParameters = throwable?.MessageParameters is { Count: > 0 } parameters
                ? new Dictionary<string, string>(parameters, StringComparer.Ordinal)
                : server.Parameters,
            JavaClass = details?.JavaClass ?? server.JavaClass,
            ServerStackTrace = details?.StackTrace ?? server.StackTrace,
            OperationId = operationId,
        };
    }

    // A Java error without a message, as those of class initialisers.
    private static string TextOf(string message, RpcException error) => message.Length > 0 ? message
        : $"Spark failed without saying why (gRPC status {error.StatusCode}). Its server's log tells.";

    private SparkConnectionException? WayFailed(RpcException error) => error.StatusCode switch
    {
        _ when error.StatusCode == StatusCode.Unavailable || Retrying.IsBroken(error) => new(
            $"The Spark Connect server at {Url.Host}:{Url.Port} cannot be reached: {error.Status.Detail} Check that it runs (start-connect-server.sh), "
            + $"that host and port are right, that nothing on the way blocks HTTP/2, and that {(Url.Tls ? "it speaks TLS with a certificate this machine trusts" : "it wants no TLS (else add use_ssl=true)")}.",
            error),
        StatusCode.Unauthenticated or StatusCode.PermissionDenied => new(
            $"The Spark Connect server at {Url.Host}:{Url.Port} refuses this client: {error.Status.Detail} Check the URL's token and user_id.", error),
        StatusCode.Unimplemented => new(
            $"What answers at {Url.Host}:{Url.Port} does not know this call: {error.Status.Detail} Check that it is a Spark Connect server of version 3.5 or newer.", error),
        _ => null,
    };

    private async ValueTask<ErrorDetails?> DetailsAsync(ServerError server)
    {
        if (server.ErrorId is not { } id || Version?.AtLeast(4, 0) != true)
        {
            return null;
        }

        try
        {
            using var limit = new CancellationTokenSource(s_detailsTimeout);
            return ErrorDetails.Of(await Service.FetchErrorDetailsAsync(Named(new FetchErrorDetailsRequest { ErrorId = id }), Call(limit.Token)).ResponseAsync.ConfigureAwait(false));
        }
        catch (RpcException e)
        {
            // The error at hand is worth more than the one of asking for more.
            SparkLog.NoDetails(Logger, id, e);
            return null;
        }
    }
}
