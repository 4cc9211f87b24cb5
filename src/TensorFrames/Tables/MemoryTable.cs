using Apache.Arrow;

namespace TensorFrames.Tables;

/// <summary>
/// Record batches in memory as a table. They stay the caller's: readers hand out batches that share their memory, so
/// disposing those frees nothing of the caller's, who keeps the batches alive until the last reader is done.
/// </summary>
public sealed class MemoryTable : Table
{
    private readonly RecordBatch[] _batches;

    // Batches with all columns, made at first use and lent from run to run.
    private readonly LentBatch?[] _lent;

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
        (Schema, _batches, _lent) = (schema, batches, new LentBatch?[batches.Length]);
        Partitions = [.. Ranges.Split(batches.Length, partitions).Select((range, i) => new Part(this, range, i))];
    }

    /// <inheritdoc/>
    public override Schema Schema { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Partition> Partitions { get; }

    internal override bool IsAtHand => true;

    /// <summary>The same batches in up to <paramref name="count"/> runs of about as many batches each.</summary>
    public override Table Repartition(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new MemoryTable(Schema, _batches, count);
    }

    private LentBatch Lend(int index) => _lent[index] ??= Lend(index, Schema);

    private LentBatch Lend(int index, Schema schema)
    {
        var batch = _batches[index];
        return new LentBatch(schema, schema.FieldsList.Select((_, i) => BatchColumns.Column(batch, schema, i, "memory")), batch.Length);
    }

    private sealed class Part(MemoryTable table, Range range, int index) : Partition
    {
        public override string Name => $"memory[{index}]";

        public override long? RowCount => table._batches[range].Sum(b => (long)b.Length);

        public override BatchReader Open(IReadOnlyList<string>? columns = null) =>
            new Reader(table, range, BatchColumns.Select(table.Schema, columns, Name), Name);
    }

    private sealed class Reader(MemoryTable table, Range range, Schema schema, string name) : BatchReader
    {
        private readonly int _end = range.End.GetOffset(table._batches.Length);
        private int _next = range.Start.GetOffset(table._batches.Length);

        public override Schema Schema => schema;

        public override RecordBatch? Read(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return _next == _end ? null : BatchColumns.Share(table._batches[_next], schema, 0, table._batches[_next++].Length, name);
        }

        internal override RecordBatch? Lend(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return _next == _end ? null
                : ReferenceEquals(schema, table.Schema) ? table.Lend(_next++)
                : table.Lend(_next++, schema);
        }
    }
}
