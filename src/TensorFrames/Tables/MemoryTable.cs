using Apache.Arrow;

namespace TensorFrames.Tables;

/// <summary>Batches that the caller holds, as a table of one partition. They stay the caller's, and open as long as results of them live.</summary>
public sealed class MemoryTable : Table
{
    private readonly RecordBatch[] _batches;

    /// <summary>A table of these batches, in order.</summary>
    public MemoryTable(Schema schema, IEnumerable<RecordBatch> batches)
    {
        Schema = schema;
        _batches = [.. batches];
        Partitions = [new Whole(this)];
    }

    /// <inheritdoc/>
    public override Schema Schema { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Partition> Partitions { get; }

    private sealed class Whole(MemoryTable table) : Partition
    {
        public override string Name => "memory";

        public override long? RowCount => table._batches.Sum(b => (long)b.Length);

        public override BatchReader Open(IReadOnlyList<string>? columns = null) => new Reader(table, columns);
    }

    private sealed class Reader(MemoryTable table, IReadOnlyList<string>? columns) : BatchReader
    {
        private readonly int[]? _columns = columns?.Select(c => table.Schema.GetFieldIndex(c)).ToArray();
        private int _next;

        public override Schema Schema { get; } =
            columns is null ? table.Schema : new Schema(columns.Select(c => table.Schema.GetFieldByName(c)), table.Schema.Metadata);

        public override RecordBatch? Read(CancellationToken cancellationToken)
        {
            if (_next == table._batches.Length)
            {
                return null;
            }

            var batch = table._batches[_next++];
            return new RecordBatch(Schema, (_columns ?? [.. Enumerable.Range(0, batch.ColumnCount)]).Select(i => ArrowArrayFactory.BuildArray(batch.Column(i).Data.Retain())), batch.Length);
        }
    }
}
