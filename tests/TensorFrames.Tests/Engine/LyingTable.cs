using Apache.Arrow;
using TensorFrames.Tables;

namespace TensorFrames.Tests.Engine;

/// <summary>A table that declares two columns w and x of float64 and hands out whatever batch it was given.</summary>
internal sealed class LyingTable(Func<Schema, RecordBatch> batch) : TensorFrames.Tables.Table
{
    public override Schema Schema { get; } = new([Double("w"), Double("x")], null);

    public override IReadOnlyList<Partition> Partitions => [new Part(this)];

    private static Field Double(string name) => new(name, Apache.Arrow.Types.DoubleType.Default, nullable: false);

    private sealed class Part(LyingTable table) : Partition
    {
        public override string Name => "lies";

        public override BatchReader Open(IReadOnlyList<string>? columns = null) => new Reader(table);
    }

    private sealed class Reader(LyingTable table) : BatchReader
    {
        private bool _read;

        public override Schema Schema => table.Schema;

        public override RecordBatch? Read(CancellationToken cancellationToken) => Interlocked.Exchange(ref _read, true) ? null : table.Make();
    }

    private RecordBatch Make() => batch(Schema);
}
