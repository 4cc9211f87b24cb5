using Apache.Arrow;
using TensorFrames.Tables;

namespace TensorFrames.Bench;

/// <summary>A table that gives one batch over and over and allocates nothing: what is left is the engine's own doing.</summary>
internal sealed class ReadyTable : Tables.Table
{
    private readonly LentBatch _batch;
    private readonly int _blocks;

    internal ReadyTable(RecordBatch batch, int blocks)
    {
        (_batch, _blocks) = (new LentBatch(batch.Schema, batch.Arrays, batch.Length), blocks);
        Partitions = [new Part(this)];
    }

    public override Schema Schema => _batch.Schema;

    public override IReadOnlyList<Partition> Partitions { get; }

    private sealed class Part(ReadyTable table) : Partition
    {
        public override string Name => "ready";

        public override BatchReader Open(IReadOnlyList<string>? columns = null) => new Reader(table);
    }

    private sealed class Reader(ReadyTable table) : BatchReader
    {
        private int _left = table._blocks;

        public override Schema Schema => table.Schema;

        public override RecordBatch? Read(CancellationToken cancellationToken) => _left-- > 0 ? table._batch : null;
    }
}
