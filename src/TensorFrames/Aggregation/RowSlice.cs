namespace TensorFrames.Aggregation;

/// <summary>Rows of a set that follow one another.</summary>
internal readonly record struct RowSlice(RowSet Set, int Start, int Count)
{
    /// <summary>Bytes that a slice takes in a list that grows, about, beside its rows.</summary>
    internal const long OwnBytes = 32;

    /// <summary>About the bytes that the rows take.</summary>
    internal long Bytes => Set.Rows == 0 ? 0 : (long)(Set.Bytes / (double)Set.Rows * Count);
}
