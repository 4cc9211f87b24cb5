using Apache.Arrow;
using TensorFrames.Columns;
using TensorFrames.Tables;

namespace TensorFrames.Files;

/// <summary>Files of one schema as one table, in order; each keeps its partitions.</summary>
internal sealed class FilesTable : Tables.Table
{
    private readonly Tables.Table[] _files;

    internal FilesTable(IReadOnlyList<(string Name, Tables.Table Table)> files)
        : this(Common(files), [.. files.Select(f => f.Table)])
    {
    }

    private FilesTable(Schema schema, Tables.Table[] files)
    {
        (Schema, _files) = (schema, files);
        Partitions = [.. files.SelectMany(file => file.Partitions).Select(part => new ChainedPartition(schema, [part]))];
    }

    private FilesTable(Schema schema, Tables.Table[] files, IReadOnlyList<Partition> partitions) =>
        (Schema, _files, Partitions) = (schema, files, partitions);

    private static Schema Common(IReadOnlyList<(string Name, Tables.Table Table)> files)
    {
        foreach (var (name, table) in files.Skip(1))
        {
            SchemaCheck.Same(files[0].Table.Schema, $"'{files[0].Name}'", table.Schema, $"'{name}'");
        }

        return Shapes.Union([.. files.Select(f => f.Table.Schema)]);
    }

    public override Schema Schema { get; }

    public override IReadOnlyList<Partition> Partitions { get; }

    public override Tables.Table Repartition(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var parts = _files.SelectMany(file => file.Partitions).ToArray();
        if (count <= parts.Length)
        {
            return new FilesTable(Schema, _files, [.. Ranges.Split(parts.Length, count).Select(range => new ChainedPartition(Schema, parts[range]))]);
        }

        var rows = _files.Select(file => file.Partitions.Sum(part => part.RowCount ?? 0)).ToArray();
        var total = rows.Sum();
        return new FilesTable(Schema, [.. _files.Select((file, i) => file.Repartition(total == 0 ? count / _files.Length
            : (int)Math.Max(1, Math.Round(rows[i] * (double)count / total, MidpointRounding.AwayFromZero))))]);
    }
}
