using Apache.Arrow;
using TensorFrames.Tables;

namespace TensorFrames.Files;

/// <summary>Partitions one after another as one, under the table's schema.</summary>
internal sealed class ChainedPartition(Schema schema, Partition[] parts) : Partition
{
    public override string Name { get; } = parts.Length == 1 ? parts[0].Name : $"{parts[0].Name} to {parts[^1].Name}";

    public override long? RowCount => parts.Aggregate((long?)0, (rows, part) => rows + part.RowCount);

    public override BatchReader Open(IReadOnlyList<string>? columns = null) => new Reader(BatchColumns.Select(schema, columns, Name), parts, columns);

    private sealed class Reader(Schema schema, Partition[] parts, IReadOnlyList<string>? columns) : BatchReader
    {
        private BatchReader? _open;
        private int _next;

        public override Schema Schema => schema;

        public override RecordBatch? Read(CancellationToken cancellationToken)
        {
            while (true)
            {
                if (_open is null && _next == parts.Length)
                {
                    return null;
                }

                _open ??= parts[_next++].Open(columns);
                if (_open.Read(cancellationToken) is { } batch)
                {
                    return ReferenceEquals(batch.Schema, schema) ? batch : new RecordBatch(schema, batch.Arrays, batch.Length);
                }

                _open.Dispose();
                _open = null;
            }
        }

        protected override void Dispose(bool disposing)
        {
            _open?.Dispose();
            base.Dispose(disposing);
        }
    }
}
