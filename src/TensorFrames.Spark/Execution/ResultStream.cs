using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace TensorFrames.Spark;

/// <summary>Batches that come, as an Arrow stream.</summary>
internal sealed class ResultStream(Schema schema, IAsyncEnumerable<RecordBatch> batches) : IArrowArrayStream
{
    private IAsyncEnumerator<RecordBatch>? _enumerator;
    private bool _disposed;

    public Schema Schema => schema;

    public async ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _enumerator ??= batches.GetAsyncEnumerator(cancellationToken);
        return await _enumerator.MoveNextAsync().ConfigureAwait(false) ? _enumerator.Current : null;
    }

    public void Dispose()
    {
        _disposed = true;
        var closing = Interlocked.Exchange(ref _enumerator, null)?.DisposeAsync() ?? default;
        if (!closing.IsCompletedSuccessfully)
        {
            closing.AsTask().GetAwaiter().GetResult();
        }
    }
}
