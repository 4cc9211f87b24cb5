using Apache.Arrow;
using TensorFrames.Tables;

namespace TensorFrames.Files;

/// <summary>
/// A Parquet file: one partition, which <see cref="Repartition"/> splits between row groups. A batch is a row group, cut
/// to at most <see cref="MaxBatchRows"/> rows; only the columns asked for are read. Opening it reads the footer only.
/// </summary>
public sealed class ParquetTable : Tables.Table
{
    private readonly ParquetFile _file;

    /// <summary>Opens a file and reads its footer.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The rows of a batch; null for the defaults.</param>
    /// <exception cref="TableException">There is no such file, it is cut short or no Parquet file.</exception>
    public ParquetTable(string path, TableFileOptions? options = null)
        : this(ParquetFile.Open(path), (options ?? new()).MaxBatchRows, 1)
    {
    }

    private ParquetTable(ParquetFile file, int maxBatchRows, int partitions)
    {
        (_file, MaxBatchRows) = (file, maxBatchRows);
        Partitions = [.. Ranges.Split(file.GroupRows.Length, partitions).Select(range => new ParquetPartition(file, range, maxBatchRows))];
    }

    /// <inheritdoc/>
    public override Schema Schema => _file.Schema;

    /// <inheritdoc/>
    public override IReadOnlyList<Partition> Partitions { get; }

    /// <summary>The most rows of one batch, a multiple of 64.</summary>
    public int MaxBatchRows { get; }

    /// <summary>Rows of each row group, in order.</summary>
    public IReadOnlyList<long> RowGroupRows => _file.GroupRows;

    /// <summary>The same file in up to <paramref name="count"/> runs of row groups.</summary>
    public override Tables.Table Repartition(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new ParquetTable(_file, MaxBatchRows, count);
    }
}
