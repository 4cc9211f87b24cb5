namespace TensorFrames.Tables;

/// <summary>One part of a table, read in order by one reader at a time.</summary>
public abstract class Partition
{
    /// <summary>What to call it in errors and logs: a file name, with its row groups if it is a part of one.</summary>
    public abstract string Name { get; }

    /// <summary>Rows, where known without reading the data.</summary>
    public virtual long? RowCount => null;

    /// <summary>Opens it for reading.</summary>
    /// <param name="columns">The columns wanted, in the order of the batches; null for all. Others need not be read.</param>
    public abstract BatchReader Open(IReadOnlyList<string>? columns = null);
}
