using Apache.Arrow;

namespace TensorFrames.Tables;

/// <summary>
/// Record batches in memory as a table. They stay the caller's: readers hand out batches that share their memory, so
/// disposing those frees nothing of the caller's, who keeps the batches alive until the last reader is done.
/// </summary>
public sealed class MemoryTable : Table
{
    private readonly RecordBatch[] _batches;

    /// <summary>A table of one partition with these batches, in order.</summary>
    /// <param name="schema">The columns; every batch has them, by name.</param>
    /// <param name="batches">The batches; none is a table without rows.</param>
    /// <exception cref="TableException">A batch lacks a column or has it with another type.</exception>
    public MemoryTable(Schema schema, IEnumerable<RecordBatch> batches)
        : this(schema, [.. batches], 1)
    {
        foreach (var batch in _batches)
        {
            SchemaCheck.Same(schema, "the table", batch.Schema, "a batch");
        }
    }

    private MemoryTable(Schema schema, RecordBatch[] batches, int partitions)
    {
        ArgumentNullException.ThrowIfNull(schema);
        (Schema, _batches) = (schema, batches);
        Partitions = [.. Ranges.Split(batches.Length, partitions).Select((range, i) => new Part(this, batches[range], i))];
    }

    /// <inheritdoc/>
    public override Schema Schema { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Partition> Partitions { get; }

    /// <summary>The same batches in up to <paramref name="count"/> runs of about as many batches each.</summary>
    public override Table Repartition(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new MemoryTable(Schema, _batches, count);
    }

    private sealed class Part(MemoryTable table, RecordBatch[] batches, int index) : Partition
    {
        public override string Name => $"memory[{index}]";

        public override long? RowCount => batches.Sum(b => (long)b.Length);

        public override BatchReader Open(IReadOnlyList<string>? columns = null) =>
            new Reader(BatchColumns.Select(table.Schema, columns, Name), batches, Name);
    }

    private sealed class Reader(Schema schema, RecordBatch[] batches, string name) : BatchReader
    {
        private int _next;

        public override Schema Schema => schema;

        public override RecordBatch? Read(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return _next == batches.Length ? null : BatchColumns.Share(batches[_next], schema, 0, batches[_next++].Length, name);
        }
    }
}
