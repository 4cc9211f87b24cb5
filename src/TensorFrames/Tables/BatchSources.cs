using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace TensorFrames.Tables;

/// <summary>Whatever batches come from, one after another, on a thread that may block.</summary>
internal interface IBatchSource : IDisposable
{
    RecordBatch? Next(CancellationToken cancellationToken);
}

/// <summary>Batches of an Arrow array stream.</summary>
internal sealed class ArrayStreamSource(IArrowArrayStream stream) : IBatchSource
{
    public RecordBatch? Next(CancellationToken cancellationToken) => Blocking.Wait(stream.ReadNextRecordBatchAsync(cancellationToken));

    public void Dispose() => stream.Dispose();
}

/// <summary>Batches of an async sequence. The token of the first read is the one the sequence gets.</summary>
internal sealed class AsyncBatchSource(IAsyncEnumerable<RecordBatch> batches) : IBatchSource
{
    private IAsyncEnumerator<RecordBatch>? _enumerator;

    public RecordBatch? Next(CancellationToken cancellationToken)
    {
        _enumerator ??= batches.GetAsyncEnumerator(cancellationToken);
        return Blocking.Wait(_enumerator.MoveNextAsync()) ? _enumerator.Current : null;
    }

    public void Dispose()
    {
        var closing = Interlocked.Exchange(ref _enumerator, null)?.DisposeAsync() ?? default;
        if (!closing.IsCompletedSuccessfully)
        {
            closing.AsTask().GetAwaiter().GetResult();
        }
    }
}

/// <summary>Waits for what mostly is there already.</summary>
internal static class Blocking
{
    internal static T Wait<T>(ValueTask<T> task) => task.IsCompletedSuccessfully ? task.Result : task.AsTask().GetAwaiter().GetResult();
}
