using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Google.Protobuf;
using TensorFrames.Ipc;
using TensorFrames.Spark.Connect;

namespace TensorFrames.Spark;

/// <summary>The record batches in an operation's answer, each buffer on a 64-byte boundary.</summary>
internal sealed class ResultBatches
{
    private readonly List<ReadOnlyMemory<byte>> _chunks = [];
    private long _rows;

    /// <summary>The columns, once the first response with data has come.</summary>
    internal Schema? Schema { get; private set; }

    /// <summary>The batches, each the caller's to dispose. Batches without rows are left out.</summary>
    internal async IAsyncEnumerable<RecordBatch> ReadAsync(IAsyncEnumerable<ExecutePlanResponse> responses, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var response in responses.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (response.ArrowBatch is not { } message || Joined(message) is not { } stream)
            {
                continue;
            }

            if (message.HasStartOffset && message.StartOffset != _rows)
            {
                throw Broken($"row {message.StartOffset} comes where row {_rows} was due");
            }

            var rows = 0L;
            using (stream)
            using (var reader = new AlignedIpcReader(stream, new() { Name = "result of Spark" }))
            {
                Schema ??= reader.Schema;
                while (reader.Read(cancellationToken) is { } batch)
                {
                    rows += batch.Length;
                    if (batch.Length > 0)
                    {
                        yield return batch;
                    }
                    else
                    {
                        batch.Dispose();
                    }
                }
            }

            _rows += rows == message.RowCount ? rows : throw Broken($"a message announces {message.RowCount} rows and holds {rows}");
        }

        if (_chunks.Count > 0)
        {
            throw Broken("it ends in the middle of a batch");
        }
    }

    // Since 4.1 a batch may come in chunks; the last one completes it.
    private ChunkStream? Joined(ExecutePlanResponse.Types.ArrowBatch message)
    {
        if (!message.HasNumChunksInBatch || message.NumChunksInBatch <= 1)
        {
            return Readable(message.Data);
        }

        if (message.ChunkIndex != _chunks.Count)
        {
            throw Broken($"chunk {message.ChunkIndex} comes where chunk {_chunks.Count} was due");
        }

        _chunks.Add(message.Data.Memory);
        if (_chunks.Count < message.NumChunksInBatch)
        {
            return null;
        }

        var whole = new ChunkStream([.. _chunks]);
        _chunks.Clear();
        return whole;
    }

    /// <summary>The message's own bytes; they are copied once, to their boundary.</summary>
    private static ChunkStream Readable(ByteString data) => new ChunkStream([data.Memory]);

    private static SparkException Broken(string what) => new(Stage.Read, $"Spark's answer is not complete: {what}.");
}
