using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace TensorFrames.Spark;

/// <summary>The tries of one call. A success in between (<see cref="Reset"/>) begins the count anew.</summary>
internal sealed class Retrying(RetryPolicy policy, ILogger logger)
{
    private int _retries;

    internal void Reset() => _retries = 0;

    /// <summary>Waits before the next try; false where there is to be none.</summary>
    internal async ValueTask<bool> WaitAsync(RpcException error, CancellationToken cancellationToken)
    {
        if (_retries >= policy.MaxRetries || !IsTransient(error))
        {
            return false;
        }

        var wait = policy.Backoff(_retries++);
        if (wait >= TimeSpan.FromSeconds(2))
        {
            wait += policy.Jitter * Random.Shared.NextDouble();
        }

        if (Asked(error) is { } asked && asked > wait)
        {
            wait = asked;
        }

        SparkLog.Retry(logger, error, _retries, wait);
        await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
        return true;
    }

    internal static bool IsTransient(RpcException error) =>
        error.StatusCode == StatusCode.Unavailable
        || IsBroken(error)
        || (error.StatusCode == StatusCode.Internal && error.Status.Detail.Contains("INVALID_CURSOR.DISCONNECTED", StringComparison.Ordinal))
        || Asked(error) is not null;

    /// <summary>Whether the connection broke under the call, which .NET tells as INTERNAL.</summary>
    internal static bool IsBroken(RpcException error) => error.Status.DebugException is IOException or HttpRequestException or System.Net.Sockets.SocketException;

    private static TimeSpan? Asked(RpcException error) =>
        error.GetRpcStatus()?.GetDetail<RetryInfo>() is { } info ? info.RetryDelay?.ToTimeSpan() ?? TimeSpan.Zero : null;
}
