using Apache.Arrow;
using TensorFrames.Tables;

namespace TensorFrames.Tests.Engine;

/// <summary>A table of one float64 column x = 0, 1, 2, … made while it is read, in partitions of batches.</summary>
internal sealed class NumberTable : TensorFrames.Tables.Table
{
    private int _read;

    internal NumberTable(int partitions, int batches, int rows, int failAtPartition = -1) =>
        Partitions = [.. Enumerable.Range(0, partitions).Select(p => new Part(this, p, batches, rows, p == failAtPartition))];

    private bool _closesBadly;

    /// <summary>The same, with an error when a reader is closed at its end.</summary>
    internal NumberTable ClosingBadly()
    {
        _closesBadly = true;
        return this;
    }

    /// <summary>Batches handed out so far.</summary>
    internal int BatchesRead => Volatile.Read(ref _read);

    public override Schema Schema { get; } = new([new Field("x", Apache.Arrow.Types.DoubleType.Default, nullable: false)], null);

    public override IReadOnlyList<Partition> Partitions { get; }

    private sealed class Part(NumberTable table, int number, int batches, int rows, bool fails) : Partition
    {
        public override string Name => $"part {number}";

        public override BatchReader Open(IReadOnlyList<string>? columns = null) => new Reader(table, number * batches * rows, batches, rows, fails);
    }

    private sealed class Reader(NumberTable table, int first, int batches, int rows, bool fails) : BatchReader
    {
        private int _next;

        public override Schema Schema => table.Schema;

        public override RecordBatch? Read(CancellationToken cancellationToken)
        {
            if (_next == batches)
            {
                return fails ? throw new TableException("the table ends too early") : null;
            }

            Interlocked.Increment(ref table._read);
            var start = first + (_next++ * rows);
            return new RecordBatch(Schema, [new DoubleArray.Builder().AppendRange(Enumerable.Range(start, rows).Select(i => (double)i)).Build()], rows);
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (table._closesBadly && _next == batches)
            {
                _next++;
                throw new TableException("the table cannot be closed");
            }
        }
    }
}
