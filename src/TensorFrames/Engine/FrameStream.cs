using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace TensorFrames.Engine;

/// <summary>A frame's results as an Arrow stream; disposing it stops the run.</summary>
internal sealed class FrameStream(Schema schema, IAsyncEnumerable<RecordBatch> batches, CancellationTokenSource stop) : IArrowArrayStream
{
    private readonly IAsyncEnumerator<RecordBatch> _batches = batches.GetAsyncEnumerator(stop.Token);

    private bool _disposed;

    public Schema Schema => schema;

    public async ValueTask<RecordBatch> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        var stopping = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), stop);
        await using (stopping.ConfigureAwait(false))
        {
            // An Arrow stream ends with null.
            return await _batches.MoveNextAsync().ConfigureAwait(false) ? _batches.Current : null!;
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        stop.Cancel();
        _batches.DisposeAsync().AsTask().GetAwaiter().GetResult();
        stop.Dispose();
    }
}
