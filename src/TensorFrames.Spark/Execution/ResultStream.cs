using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace TensorFrames.Spark;

/// <summary>Batches that come, as an Arrow stream. One reader at a time; it may be disposed of under a reader, whose read then ends.</summary>
internal sealed class ResultStream(Schema schema, IAsyncEnumerable<RecordBatch> batches) : IArrowArrayStream, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private IAsyncEnumerator<RecordBatch>? _enumerator;
    private Task? _closing;
    private bool _disposed;

    public Schema Schema => schema;

    /// <summary>The next batch, the caller's to dispose; null at the end. Cancelling one read ends the job: what it had under way is lost.</summary>
    public async ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), this);
        cancellationToken.ThrowIfCancellationRequested();
        _stop.Token.ThrowIfCancellationRequested();
        _enumerator ??= batches.GetAsyncEnumerator(_stop.Token);
        await using var registration = cancellationToken.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop).ConfigureAwait(false);
        try
        {
            return await _enumerator.MoveNextAsync().ConfigureAwait(false) ? _enumerator.Current : null;
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
    }

    /// <summary>Stops the job if it still runs, without waiting for the server's word.</summary>
    public void Dispose() => _ = CloseAsync();

    /// <summary>Stops the job if it still runs, and waits until the server knows.</summary>
    public async ValueTask DisposeAsync() => await CloseAsync().ConfigureAwait(false);

    private Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return _closing ?? Task.CompletedTask;
        }

        _stop.Cancel();
        return _closing = EndAsync();
    }

    private async Task EndAsync()
    {
        try
        {
            if (_enumerator is { } enumerator)
            {
                await enumerator.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (NotSupportedException)
        {
            // A read is under way; it sees the cancelling and closes behind itself.
        }
    }
}
