namespace TensorFrames.Columns.In;

/// <summary>Spark MLlib's user-defined types, which travel as structs.</summary>
internal enum MLlibKind
{
    /// <summary>Not one of them.</summary>
    None,

    /// <summary>struct&lt;type, size, indices, values&gt;: type 0 is sparse, 1 dense.</summary>
    Vector,

    /// <summary>struct&lt;type, numRows, numCols, colPtrs, rowIndices, values, isTransposed&gt;: type 0 is sparse, 1 dense.</summary>
    Matrix,
}
