namespace TensorFrames.Aggregation;

/// <summary>Rows of a set that follow one another.</summary>
internal readonly record struct RowSlice(RowSet Set, int Start, int Count)
{
    /// <summary>About the bytes that they take.</summary>
    internal long Bytes => Set.Rows == 0 ? 0 : (long)(Set.Bytes / (double)Set.Rows * Count);
}
