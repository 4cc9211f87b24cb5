using System.Runtime.CompilerServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace TensorFrames.Spark.Tests.Execution;

/// <summary>Results as an Arrow stream: each read can be cancelled, and closing does not wait for the server.</summary>
public sealed class ResultStreamTests
{
    private static readonly Schema s_schema = new([new Field("id", Int64Type.Default, false)], null);
    private readonly TaskCompletionSource _closing = new();
    private readonly TaskCompletionSource _answer = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_later_reads_token_counts_too()
    {
        using var stream = new ResultStream(s_schema, OneThenNothing(Token));
        using var cancel = new CancellationTokenSource();
        (await stream.ReadNextRecordBatchAsync(Token))!.Dispose();
        var read = stream.ReadNextRecordBatchAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        _answer.SetResult();
        Assert.Equal(cancel.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read)).CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream.ReadNextRecordBatchAsync(Token).AsTask());
    }

    [Fact]
    public async Task Disposing_does_not_wait_for_the_server_but_disposing_asynchronously_does()
    {
        var stream = new ResultStream(s_schema, OneThenNothing(Token));
        (await stream.ReadNextRecordBatchAsync(Token))!.Dispose();
        stream.Dispose();
        await _closing.Task.WaitAsync(Token);
        var waiting = stream.DisposeAsync().AsTask();
        Assert.False(waiting.IsCompleted);
        _answer.SetResult();
        await waiting.WaitAsync(Token);
    }

    // Its end waits for an answer, as that of an operation which is interrupted does.
    private async IAsyncEnumerable<RecordBatch> OneThenNothing([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            yield return new RecordBatch(s_schema, [new Int64Array.Builder().Append(1).Build()], 1);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            _closing.TrySetResult();
            await _answer.Task;
        }
    }
}
