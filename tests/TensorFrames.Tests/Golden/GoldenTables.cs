using Apache.Arrow;
using Apache.Arrow.Ipc;
using TensorFrames.Tables;

namespace TensorFrames.Tests;

/// <summary>Opens a golden table.</summary>
internal static class GoldenTables
{
    internal static TensorFrames.Tables.Table Open(string path) => new StreamFile(path);

    private sealed class StreamFile(string path) : TensorFrames.Tables.Table
    {
        public override Schema Schema { get; } = new ArrowStreamReader(File.OpenRead(path)).Schema;

        public override IReadOnlyList<Partition> Partitions => [new Whole(path)];
    }

    private sealed class Whole(string path) : Partition
    {
        public override string Name => Path.GetFileName(path);

        public override BatchReader Open(IReadOnlyList<string>? columns = null) => new Reader(path, columns);
    }

    private sealed class Reader(string path, IReadOnlyList<string>? columns) : BatchReader
    {
        private readonly ArrowStreamReader _reader = new(File.OpenRead(path));

        public override Schema Schema => columns is null ? _reader.Schema : new Schema(columns.Select(c => _reader.Schema.GetFieldByName(c)), _reader.Schema.Metadata);

        public override RecordBatch? Read(CancellationToken cancellationToken) => _reader.ReadNextRecordBatch() is not { } batch ? null
            : columns is null ? batch : new RecordBatch(Schema, columns.Select(c => batch.Column(c)), batch.Length);
    }
}
