using Apache.Arrow;
using TensorFrames.Aggregation;
using TensorFrames.Tables;

namespace TensorFrames.Engine;

/// <summary>The parts of an aggregate as a table's partitions, so that the engine's threads finish them and give them out in order.</summary>
internal sealed class GroupPartsTable : Tables.Table
{
    internal GroupPartsTable(Schema schema)
    {
        Schema = schema;
        Partitions = [.. Enumerable.Range(0, Radix.Parts).Select(part => new Part(this, part))];
    }

    /// <summary>Gives a part's groups; set before any is read.</summary>
    internal Func<int, CancellationToken, IEnumerable<RecordBatch>> Finish { get; set; } = (_, _) => [];

    public override Schema Schema { get; }

    public override IReadOnlyList<Partition> Partitions { get; }

    private sealed class Part(GroupPartsTable table, int number) : Partition
    {
        public override string Name => $"groups[{number}]";

        public override BatchReader Open(IReadOnlyList<string>? columns = null) =>
            new SequenceReader(BatchColumns.Select(table.Schema, columns, Name), cancelled => table.Finish(number, cancelled), Name);
    }
}
