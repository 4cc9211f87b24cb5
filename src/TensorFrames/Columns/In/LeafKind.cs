namespace TensorFrames.Columns.In;

/// <summary>How the innermost values of a column lie in memory.</summary>
internal enum LeafKind
{
    /// <summary>Contiguous values of one width.</summary>
    Fixed,

    /// <summary>Bit-packed booleans.</summary>
    Bits,

    /// <summary>int32 offsets into bytes.</summary>
    Strings32,

    /// <summary>int64 offsets into bytes.</summary>
    Strings64,

    /// <summary>16-byte views into any number of data buffers.</summary>
    Views,

    /// <summary>Byte strings of one length, without offsets.</summary>
    FixedBinary,

    /// <summary>128- or 256-bit decimals; become float64 where asked for.</summary>
    Decimal,
}
