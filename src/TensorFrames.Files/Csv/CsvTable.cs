using Apache.Arrow;
using TensorFrames.Tables;

namespace TensorFrames.Files;

/// <summary>
/// A CSV file with a header: UTF-8, RFC 4180. Types come from a schema or are inferred from the first rows: int64, else
/// float64, else bool (<c>true</c>, <c>false</c>), else string. An empty field is a null, in a string column an empty string.
/// </summary>
public sealed class CsvTable : Tables.Table
{
    /// <summary>Opens a file and reads its header and, without a schema, the rows that types are inferred from.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The schema (columns of the file by name, in any order), the rows of a batch.</param>
    /// <exception cref="TableException">There is no such file, it has no header, or lacks a column of the schema.</exception>
    public CsvTable(string path, TableFileOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new();
        Schema = CsvErrors.Guard(Path.GetFileName(path), () => CsvInference.SchemaOf(path, options));
        Partitions = [new Whole(this, path, options.MaxBatchRows)];
    }

    /// <inheritdoc/>
    public override Schema Schema { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Partition> Partitions { get; }

    private sealed class Whole(CsvTable table, string path, int maxBatchRows) : Partition
    {
        public override string Name { get; } = Path.GetFileName(path);

        public override BatchReader Open(IReadOnlyList<string>? columns = null) =>
            CsvErrors.Guard(Name, () => new CsvBatchReader(path, BatchColumns.Select(table.Schema, columns, Name), maxBatchRows));
    }
}
