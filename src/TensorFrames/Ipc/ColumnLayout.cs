namespace TensorFrames.Ipc;

/// <summary>How a type's buffers and children lie in a message.</summary>
internal enum ColumnLayout
{
    /// <summary>No buffer.</summary>
    Null,

    /// <summary>Validity; bits.</summary>
    Bits,

    /// <summary>Validity; values of one width.</summary>
    Fixed,

    /// <summary>Validity; 32-bit offsets; bytes.</summary>
    Binary,

    /// <summary>Validity; 64-bit offsets; bytes.</summary>
    LargeBinary,

    /// <summary>Validity; 16-byte views; any number of byte buffers.</summary>
    View,

    /// <summary>Validity; 32-bit offsets; one child. Maps too.</summary>
    List,

    /// <summary>Validity; 64-bit offsets; one child.</summary>
    LargeList,

    /// <summary>Validity; 32-bit offsets; 32-bit sizes; one child.</summary>
    ListView,

    /// <summary>Validity; 64-bit offsets; 64-bit sizes; one child.</summary>
    LargeListView,

    /// <summary>Validity; one child.</summary>
    FixedSizeList,

    /// <summary>Validity; children.</summary>
    Struct,

    /// <summary>Type ids; 32-bit offsets; children.</summary>
    DenseUnion,

    /// <summary>Type ids; children.</summary>
    SparseUnion,

    /// <summary>No buffer; run ends and values as children.</summary>
    RunEnd,

    /// <summary>Validity; indices; the values come in messages of their own.</summary>
    Dictionary,
}
