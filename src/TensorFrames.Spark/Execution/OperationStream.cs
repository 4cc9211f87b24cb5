using System.Runtime.CompilerServices;
using Grpc.Core;
using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>
/// One operation on the server, from its plan to the end of its answer. A broken or ended stream is taken up again after
/// the last response that came, so nothing is lost or doubled; leaving early or cancelling stops the operation there.
/// </summary>
internal sealed class OperationStream(ConnectClient client, Plan plan, IReadOnlyCollection<string> tags)
{
    // How much the server may keep for us before we say what it can drop.
    private const long ReleaseBytes = 8 << 20;
    private static readonly TimeSpan s_closeTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(2);
    private readonly Retrying _retrying = client.StartRetrying();
    private AsyncServerStreamingCall<ExecutePlanResponse>? _call;
    private string? _lastResponse;
    private long _unreleased;
    private int _silent;
    private bool _complete;
    private bool _failed;
    private bool _restarted;

    internal string Id { get; } = Guid.NewGuid().ToString();

    private bool Reattachable => client.Options.Reattach;

    /// <summary>The responses in order. To be walked once.</summary>
    /// <exception cref="SparkException">The plan is refused or fails.</exception>
    internal async IAsyncEnumerable<ExecutePlanResponse> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            _call = Start(cancellationToken);
            while (await NextAsync(cancellationToken).ConfigureAwait(false) is { } response)
            {
                yield return response;
            }
        }
        finally
        {
            _call?.Dispose();
            await CloseAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<ExecutePlanResponse?> NextAsync(CancellationToken cancellationToken)
    {
        // All has come: how the stream ends, or breaks, says nothing more.
        while (!_complete)
        {
            RpcException error;
            try
            {
                if (await _call!.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false))
                {
                    return Taken(_call.ResponseStream.Current);
                }

                if (!Reattachable)
                {
                    _complete = true;
                    return null;
                }

                // The server ends streams after minutes or a gigabyte; the rest is in the next one.
                await PauseAsync(cancellationToken).ConfigureAwait(false);
                Again(Reattach(cancellationToken));
                continue;
            }
            catch (RpcException e)
            {
                error = e;
            }

            cancellationToken.ThrowIfCancellationRequested();
            await RecoverAsync(error, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    // Streams that end without a response are no failure (a long job has none to send), but must not be asked for in a tight loop.
    private async ValueTask PauseAsync(CancellationToken cancellationToken)
    {
        if (_silent++ > 0)
        {
            var wait = client.Options.Retry.Backoff(_silent - 2);
            await Task.Delay(wait < s_longestPause ? wait : s_longestPause, cancellationToken).ConfigureAwait(false);
        }
    }

    private ExecutePlanResponse? Taken(ExecutePlanResponse response)
    {
        _silent = 0;
        _retrying.Reset();
        client.Checked(response);
        _lastResponse = response.ResponseId;
        if (response.ResponseTypeCase == ExecutePlanResponse.ResponseTypeOneofCase.ResultComplete)
        {
            _complete = true;
        }
        else if (response.ArrowBatch is { } batch)
        {
            ReleaseUntil(batch.Data.Length);
        }
        else if (response.ExecutionProgress is { } progress)
        {
            client.Options.Progress?.Report(new(
                Id, progress.Stages.Sum(stage => stage.NumTasks), progress.Stages.Sum(stage => stage.NumCompletedTasks), progress.NumInflightTasks, progress.Stages.Sum(stage => stage.InputBytesRead)));
        }

        return response;
    }

    private async ValueTask RecoverAsync(RpcException error, CancellationToken cancellationToken)
    {
        var server = new ServerError(error);
        var unknown = server.Is("INVALID_HANDLE.OPERATION_NOT_FOUND") || server.Is("INVALID_HANDLE.SESSION_NOT_FOUND");
        if (unknown && _lastResponse is null && !_restarted)
        {
            // The plan never got there.
            _restarted = true;
            Again(Start(cancellationToken));
        }
        else if (!unknown && await _retrying.WaitAsync(error, cancellationToken).ConfigureAwait(false))
        {
            SparkLog.TakenUp(client.Logger, Id, _lastResponse);
            Again(Reattachable ? Reattach(cancellationToken) : _lastResponse is null ? Start(cancellationToken) : throw await FailAsync(error).ConfigureAwait(false));
        }
        else
        {
            throw await FailAsync(error).ConfigureAwait(false);
        }
    }

    private ValueTask<Exception> FailAsync(RpcException error)
    {
        _failed = true;
        return client.ExplainAsync(error, Stage.Run, Id);
    }

    private void Again(AsyncServerStreamingCall<ExecutePlanResponse> call)
    {
        _call?.Dispose();
        _call = call;
    }

    private AsyncServerStreamingCall<ExecutePlanResponse> Start(CancellationToken cancellationToken)
    {
        var request = client.Named(new ExecutePlanRequest { Plan = plan, OperationId = Id });
        request.Tags.AddRange(tags);
        if (Reattachable)
        {
            request.RequestOptions.Add(new ExecutePlanRequest.Types.RequestOption { ReattachOptions = new() { Reattachable = true } });
        }

        if (client.Version?.AtLeast(4, 1) == true)
        {
            request.RequestOptions.Add(new ExecutePlanRequest.Types.RequestOption { ResultChunkingOptions = new() { AllowArrowBatchChunking = true } });
        }

        return client.Service.ExecutePlan(request, client.Call(cancellationToken));
    }

    private AsyncServerStreamingCall<ExecutePlanResponse> Reattach(CancellationToken cancellationToken)
    {
        var request = client.Named(new ReattachExecuteRequest { OperationId = Id });
        if (_lastResponse is not null)
        {
            request.LastResponseId = _lastResponse;
        }

        return client.Service.ReattachExecute(request, client.Call(cancellationToken));
    }

    private void ReleaseUntil(int bytes)
    {
        _unreleased += bytes;
        if (Reattachable && _unreleased >= ReleaseBytes)
        {
            _unreleased = 0;
            _ = Quietly(() => client.Service.ReleaseExecuteAsync(
                client.Named(new ReleaseExecuteRequest { OperationId = Id, ReleaseUntil = new() { ResponseId = _lastResponse } }), Limited()));
        }
    }

    private async ValueTask CloseAsync()
    {
        if (!_complete && !_failed)
        {
            await Quietly(() => client.Service.InterruptAsync(
                client.Named(new InterruptRequest { InterruptType = InterruptRequest.Types.InterruptType.OperationId, OperationId = Id }), Limited())).ConfigureAwait(false);
        }

        if (Reattachable)
        {
            // Nothing waits for it, as nothing depends on it.
            _ = Quietly(() => client.Service.ReleaseExecuteAsync(client.Named(new ReleaseExecuteRequest { OperationId = Id, ReleaseAll = new() }), Limited()));
        }
    }

    private CallOptions Limited() => client.Call(CancellationToken.None).WithDeadline(DateTime.UtcNow + s_closeTimeout);

    private static async Task Quietly<T>(Func<AsyncUnaryCall<T>> ask)
    {
        try
        {
            using var call = ask();
            await call.ResponseAsync.ConfigureAwait(false);
        }
        catch (Exception e) when (e is RpcException or ObjectDisposedException)
        {
            // The server forgets operations by itself in time.
        }
    }
}
