namespace TensorFrames.Ipc;

/// <summary>One wanted buffer: where it lies in the message's body and where it goes in the batch's block.</summary>
internal struct BufferSlot
{
    /// <summary>Start in the body, in bytes.</summary>
    public long FrameOffset;

    /// <summary>Length in the body: compressed and with its 8-byte prefix, where the batch is compressed.</summary>
    public long FrameLength;

    /// <summary>The fewest bytes that the type and the row count need.</summary>
    public long Need;

    /// <summary>The most bytes that make sense: no end for values of strings and the like.</summary>
    public long Bound;

    /// <summary>Zero bytes to have where the message has none: an array of no rows may leave its one offset away.</summary>
    public int Fill;

    /// <summary>Nothing came, and those zero bytes are there instead.</summary>
    public bool Filled;

    /// <summary>The column it belongs to, for errors.</summary>
    public ColumnPlan Column;

    /// <summary>Start of the compressed bytes in the block that holds them on the way.</summary>
    public long Staged;

    /// <summary>Start in the block, a multiple of 64.</summary>
    public long Position;

    /// <summary>Length in the block.</summary>
    public long Length;
}
