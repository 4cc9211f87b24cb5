using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace TensorFrames.Tables;

/// <summary>
/// A stream of record batches as a table: one partition, readable once. Batches are taken on the engine's own threads,
/// which block until each comes; whoever produces them must not need those threads.
/// </summary>
public sealed class StreamTable : Table
{
    private readonly Once _partition;

    /// <summary>Takes an Arrow array stream; it is disposed with the reader.</summary>
    /// <param name="stream">The batches. Each becomes the reader's.</param>
    /// <param name="name">What errors call it.</param>
    public StreamTable(IArrowArrayStream stream, string name = "stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        Schema = stream.Schema;
        _partition = new(this, new ArrayStreamSource(stream), name);
    }

    /// <summary>Takes batches as they come; the enumerator is disposed with the reader.</summary>
    /// <param name="schema">The columns of every batch, by name.</param>
    /// <param name="batches">The batches. Each becomes the reader's.</param>
    /// <param name="name">What errors call it.</param>
    public StreamTable(Schema schema, IAsyncEnumerable<RecordBatch> batches, string name = "stream")
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(batches);
        Schema = schema;
        _partition = new(this, new AsyncBatchSource(batches), name);
    }

    /// <inheritdoc/>
    public override Schema Schema { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Partition> Partitions => [_partition];

    private sealed class Once(StreamTable table, IBatchSource source, string name) : Partition
    {
        private int _opened;

        public override string Name => name;

        public override BatchReader Open(IReadOnlyList<string>? columns = null)
        {
            var schema = BatchColumns.Select(table.Schema, columns, name);
            return Interlocked.Exchange(ref _opened, 1) == 0 ? new Reader(table.Schema, schema, source, name)
                : throw new TableException($"Table '{name}' is a stream that was read before. Fix: collect it into a MemoryTable to read it more than once.");
        }
    }

    private sealed class Reader(Schema all, Schema wanted, IBatchSource source, string name) : BatchReader
    {
        public override Schema Schema => wanted;

        public override RecordBatch? Read(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RecordBatch? batch;
            try
            {
                batch = source.Next(cancellationToken);
            }
            catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException or TensorFramesException))
            {
                throw new TableException($"Table '{name}' cannot be read: {e.Message}", e);
            }

            if (batch is null)
            {
                return null;
            }

            using (batch)
            {
                SchemaCheck.Same(all, $"table '{name}'", batch.Schema, "a batch of it");
                return BatchColumns.Share(batch, wanted, 0, batch.Length, name);
            }
        }

        protected override void Dispose(bool disposing)
        {
            source.Dispose();
            base.Dispose(disposing);
        }
    }
}
