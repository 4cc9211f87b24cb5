using TensorFrames.Tables;

namespace TensorFrames.Files;

/// <summary>Some row groups of a Parquet file, in order.</summary>
internal sealed class ParquetPartition(ParquetFile file, Range groups, int maxBatchRows) : Partition
{
    public override string Name { get; } = groups.Equals(..file.GroupRows.Length) ? file.Name
        : $"{file.Name} (row groups {groups.Start.Value} to {groups.End.Value - 1})";

    public override long? RowCount { get; } = file.GroupRows[groups].Sum();

    public override BatchReader Open(IReadOnlyList<string>? columns = null) => new ParquetBatchReader(file, groups, maxBatchRows, columns, Name);
}
