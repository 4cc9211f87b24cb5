namespace TensorFrames;

/// <summary>What a scan of all rows found of each column.</summary>
/// <param name="Rows">Rows read.</param>
/// <param name="Columns">The columns, in order.</param>
public sealed record TableAnalysis(long Rows, IReadOnlyList<ColumnAnalysis> Columns);

/// <summary>What a scan found of one column.</summary>
/// <param name="Name">The column.</param>
/// <param name="DType">The dtype that its values feed as they are; Unknown where columns of its type are no tensors.</param>
/// <param name="Cell">
/// The shape of a cell: a size that all cells have, else -1. Nulls have no shape. Unknown where columns of its type are no tensors.
/// </param>
/// <param name="Nulls">Null cells, and nulls within cells.</param>
public sealed record ColumnAnalysis(string Name, DType DType, TensorShape Cell, long Nulls)
{
    /// <summary>The shape of a block of rows: the cell's with a leading open size.</summary>
    public TensorShape Block => Cell.WithRows(-1);

    /// <summary>Whether any list was there to be measured: without one, what was declared before still holds.</summary>
    internal bool MetLists { get; init; }
}
